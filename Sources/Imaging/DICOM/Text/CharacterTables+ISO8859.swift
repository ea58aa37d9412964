extension CharacterTables {
    // The upper halves of the parts of ISO 8859: the characters of A0 to FF; `�` where there is none.
    static let latin2 = Array(
        """
        \u{A0}Ą\u{2D8}Ł\u{A4}ĽŚ\u{A7}\u{A8}ŠŞŤŹ\u{AD}ŽŻ\u{B0}ą\u{2DB}ł\u{B4}ľśˇ\u{B8}šşťź\u{2DD}žżŔÁÂĂÄĹĆÇČÉ\
        ĘËĚÍÎĎĐŃŇÓÔŐÖ\u{D7}ŘŮÚŰÜÝŢßŕáâăäĺćçčéęëěíîďđńňóôőö\u{F7}řůúűüýţ\u{2D9}
        """.unicodeScalars)
    static let latin3 = Array(
        """
        \u{A0}Ħ\u{2D8}\u{A3}\u{A4}\u{FFFD}Ĥ\u{A7}\u{A8}İŞĞĴ\u{AD}\u{FFFD}Ż\u{B0}ħ\u{B2}\u{B3}\u{B4}µĥ\u{B7}\
        \u{B8}ışğĵ\u{BD}\u{FFFD}żÀÁÂ\u{FFFD}ÄĊĈÇÈÉÊËÌÍÎÏ\u{FFFD}ÑÒÓÔĠÖ\u{D7}ĜÙÚÛÜŬŜßàáâ\u{FFFD}äċĉçèéêëìíîï\
        \u{FFFD}ñòóôġö\u{F7}ĝùúûüŭŝ\u{2D9}
        """.unicodeScalars)
    static let latin4 = Array(
        """
        \u{A0}ĄĸŖ\u{A4}ĨĻ\u{A7}\u{A8}ŠĒĢŦ\u{AD}Ž\u{AF}\u{B0}ą\u{2DB}ŗ\u{B4}ĩļˇ\u{B8}šēģŧŊžŋĀÁÂÃÄÅÆĮČÉĘËĖÍÎĪĐ\
        ŅŌĶÔÕÖ\u{D7}ØŲÚÛÜŨŪßāáâãäåæįčéęëėíîīđņōķôõö\u{F7}øųúûüũū\u{2D9}
        """.unicodeScalars)
    static let cyrillic = Array(
        """
        \u{A0}ЁЂЃЄЅІЇЈЉЊЋЌ\u{AD}ЎЏАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдежзийклмнопрстуфхцчшщъыьэюя\u{2116}ёђ\
        ѓєѕіїјљњћќ\u{A7}ўџ
        """.unicodeScalars)
    static let arabic = Array(
        """
        \u{A0}\u{FFFD}\u{FFFD}\u{FFFD}\u{A4}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{60C}\
        \u{AD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\
        \u{FFFD}\u{FFFD}\u{61B}\u{FFFD}\u{FFFD}\u{FFFD}\u{61F}\u{FFFD}\u{621}\u{622}\u{623}\u{624}\u{625}\
        \u{626}\u{627}\u{628}\u{629}\u{62A}\u{62B}\u{62C}\u{62D}\u{62E}\u{62F}\u{630}\u{631}\u{632}\u{633}\
        \u{634}\u{635}\u{636}\u{637}\u{638}\u{639}\u{63A}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{640}\
        \u{641}\u{642}\u{643}\u{644}\u{645}\u{646}\u{647}\u{648}\u{649}\u{64A}\u{64B}\u{64C}\u{64D}\u{64E}\
        \u{64F}\u{650}\u{651}\u{652}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\
        \u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}
        """.unicodeScalars)
    static let greek = Array(
        """
        \u{A0}\u{2018}\u{2019}\u{A3}\u{20AC}\u{20AF}\u{A6}\u{A7}\u{A8}\u{A9}ͺ\u{AB}\u{AC}\u{AD}\u{FFFD}\
        \u{2015}\u{B0}\u{B1}\u{B2}\u{B3}\u{384}\u{385}Ά\u{B7}ΈΉΊ\u{BB}Ό\u{BD}ΎΏΐΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡ\u{FFFD}ΣΤΥ\
        ΦΧΨΩΪΫάέήίΰαβγδεζηθικλμνξοπρςστυφχψωϊϋόύώ\u{FFFD}
        """.unicodeScalars)
    static let hebrew = Array(
        """
        \u{A0}\u{FFFD}\u{A2}\u{A3}\u{A4}\u{A5}\u{A6}\u{A7}\u{A8}\u{A9}\u{D7}\u{AB}\u{AC}\u{AD}\u{AE}\u{AF}\
        \u{B0}\u{B1}\u{B2}\u{B3}\u{B4}µ\u{B6}\u{B7}\u{B8}\u{B9}\u{F7}\u{BB}\u{BC}\u{BD}\u{BE}\u{FFFD}\
        \u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\
        \u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\
        \u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{2017}\u{5D0}\u{5D1}\u{5D2}\u{5D3}\u{5D4}\
        \u{5D5}\u{5D6}\u{5D7}\u{5D8}\u{5D9}\u{5DA}\u{5DB}\u{5DC}\u{5DD}\u{5DE}\u{5DF}\u{5E0}\u{5E1}\u{5E2}\
        \u{5E3}\u{5E4}\u{5E5}\u{5E6}\u{5E7}\u{5E8}\u{5E9}\u{5EA}\u{FFFD}\u{FFFD}\u{200E}\u{200F}\u{FFFD}
        """.unicodeScalars)
    static let latin5 = Array(
        """
        \u{A0}\u{A1}\u{A2}\u{A3}\u{A4}\u{A5}\u{A6}\u{A7}\u{A8}\u{A9}ª\u{AB}\u{AC}\u{AD}\u{AE}\u{AF}\u{B0}\
        \u{B1}\u{B2}\u{B3}\u{B4}µ\u{B6}\u{B7}\u{B8}\u{B9}º\u{BB}\u{BC}\u{BD}\u{BE}\u{BF}ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏĞÑÒÓ\
        ÔÕÖ\u{D7}ØÙÚÛÜİŞßàáâãäåæçèéêëìíîïğñòóôõö\u{F7}øùúûüışÿ
        """.unicodeScalars)
    static let thai = Array(
        """
        \u{A0}\u{E01}\u{E02}\u{E03}\u{E04}\u{E05}\u{E06}\u{E07}\u{E08}\u{E09}\u{E0A}\u{E0B}\u{E0C}\u{E0D}\
        \u{E0E}\u{E0F}\u{E10}\u{E11}\u{E12}\u{E13}\u{E14}\u{E15}\u{E16}\u{E17}\u{E18}\u{E19}\u{E1A}\u{E1B}\
        \u{E1C}\u{E1D}\u{E1E}\u{E1F}\u{E20}\u{E21}\u{E22}\u{E23}\u{E24}\u{E25}\u{E26}\u{E27}\u{E28}\u{E29}\
        \u{E2A}\u{E2B}\u{E2C}\u{E2D}\u{E2E}\u{E2F}\u{E30}\u{E31}\u{E32}\u{E33}\u{E34}\u{E35}\u{E36}\u{E37}\
        \u{E38}\u{E39}\u{E3A}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{E3F}\u{E40}\u{E41}\u{E42}\u{E43}\u{E44}\
        \u{E45}\u{E46}\u{E47}\u{E48}\u{E49}\u{E4A}\u{E4B}\u{E4C}\u{E4D}\u{E4E}\u{E4F}\u{E50}\u{E51}\u{E52}\
        \u{E53}\u{E54}\u{E55}\u{E56}\u{E57}\u{E58}\u{E59}\u{E5A}\u{E5B}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}
        """.unicodeScalars)
    static let latin9 = Array(
        """
        \u{A0}\u{A1}\u{A2}\u{A3}\u{20AC}\u{A5}Š\u{A7}š\u{A9}ª\u{AB}\u{AC}\u{AD}\u{AE}\u{AF}\u{B0}\u{B1}\
        \u{B2}\u{B3}Žµ\u{B6}\u{B7}ž\u{B9}º\u{BB}ŒœŸ\u{BF}ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ\u{D7}ØÙÚÛÜÝÞßàáâãäåæçèéêëìí\
        îïðñòóôõö\u{F7}øùúûüýþÿ
        """.unicodeScalars)
}
