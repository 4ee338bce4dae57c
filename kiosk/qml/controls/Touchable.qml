import QtQuick
import QtQuick.Templates as T
import ".."

// Anything a finger may choose: a slip of the finger farther than Theme.slip chooses nothing.
T.AbstractButton {
    id: touchable

    property point touchedAt
    property bool hasSlipped: false

    signal chosen

    function watchSlip(): void {
        const dx = touchable.pressX - touchable.touchedAt.x;
        const dy = touchable.pressY - touchable.touchedAt.y;
        if (dx * dx + dy * dy > Theme.slip * Theme.slip)
            touchable.hasSlipped = true;
    }

    Accessible.name: text
    Accessible.role: Accessible.Button
    focusPolicy: Qt.NoFocus
    hoverEnabled: false

    onClicked: {
        if (!touchable.hasSlipped)
            touchable.chosen();
    }
    onPressXChanged: watchSlip()
    onPressYChanged: watchSlip()
    onPressed: {
        touchable.touchedAt = Qt.point(touchable.pressX, touchable.pressY);
        touchable.hasSlipped = false;
    }
}
