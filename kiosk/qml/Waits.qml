import QtQuick

// The wait in words: an honest range, or nothing where nothing is sure (`high` below 0).
QtObject {
    function words(low: int, high: int, isRough: bool): string {
        const said = figures(low, high);
        return said !== "" && isRough ? qsTr("%1 (rough estimate)").arg(said) : said;
    }

    function figures(low: int, high: int): string {
        if (high < 0)
            return "";
        if (high === 0)
            return qsTr("wait more than 2 hours");
        if (low === 0)
            return high <= 5 ? qsTr("soon, up to 5 min") : qsTr("wait up to %1 min").arg(high);
        if (low === high)
            return qsTr("wait about %1 min").arg(high);
        return qsTr("wait about %1–%2 min").arg(low).arg(high);
    }
}
