/// What guessers try first, in lower case without digits at the end; also words of this house's trade.
///
/// Only what a password of twelve characters or more can be made of after its digits and signs are taken off.
enum CommonPasswords {
    static let words: Set<String> = Set(
        """
        password passwort passwords motdepasse contrasena parola senha wachtwoord salasana heslo kennwort losenord
        passphrase mypassword thepassword passwordpassword changeme changemenow changemeplease pleasechangeme letmein
        letmeinnow letmeinplease welcome welcomehome welcometo welcomeback willkommen bienvenue bienvenido default
        defaultpassword temporary temporarypassword temppassword testpassword testtest testtesttest testing testuser
        demodemo demopassword secret supersecret topsecret secretpassword verysecret administrator administrators
        admin adminadmin adminpassword rootroot rootpassword superuser superadmin useruser username userpassword
        guest guestguest qwerty qwertyuiop qwertzuiop azertyuiop qwertyqwerty qwertyuiopasdf asdfghjkl asdfghjklasdf
        zxcvbnm qazwsxedc qazwsx qazwsxedcrfv oneqaztwowsx iqaz iqaz2wsx iqaz2wsxeedc iqazxsw abcdef abcdefgh
        abcdefghijkl abcabcabc aaaaaa iloveyou iloveyouforever iloveyoumore iloveyoubaby trustnoone trustno
        trustnooneever princess sunshine sunshinesunshine football baseball basketball superman batman spiderman
        starwars pokemon dragon dragondragon monkey monkeymonkey shadow shadowshadow master masterpassword mustang
        michael jennifer jessica computer internet internetinternet whatever whateverwhatever freedom freedomfreedom
        mynameis correcthorse correcthorsebatterystaple correcthorsebattery batterystaple opensesame sesameopendich
        abracadabra hocuspocus jesuschrist jesusislord godisgood liverpool manchesterunited chelseafc realmadrid
        barcelona juventus arsenal blinkone summer winter autumn spring january february september october november
        december monday friday company companyname mycompany hospital hospitalhospital myhospital generalhospital
        radiology radiologyradiology radiologist cardiology oncology pathology medicine medicalmedical clinical
        annotation annotator annotations labelling labeling labelstudio label-studio vesalius vesaliusvesalius
        healthcare health patient patients doctor doctordoctor nursenurse surgeon surgery emergency research
        workspace database postgres postgresql postgrespassword mysqlpassword swordfish logmein loginlogin login
        accessgranted openup secure security securepassword strongpassword goodpassword newpassword oldpassword
        """.split(whereSeparator: \.isWhitespace).map(String.init)
    )
}
