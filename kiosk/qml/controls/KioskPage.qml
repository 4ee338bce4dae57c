import QtQuick

// What every page is: a title and an explanation for the head panel, and its own content.
Item {
    property string title: ""
    property string explanation: ""
    property bool hasLanguageBar: true
}
