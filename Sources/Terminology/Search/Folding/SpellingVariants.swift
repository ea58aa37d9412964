/// Other spellings of a folded word under which it shall be found: British and American, roman and arabic numerals, Greek
/// letters by name.
///
/// They are words of the index beside those that are written, so that each spelling is found letter by letter while it is
/// typed. A variant that is no word does no harm: nobody types it.
struct SpellingVariants {
    /// A part of a word and what stands for it in the other spelling.
    private struct Swap {
        var american: [UInt8]
        var british: [UInt8]
        var place: Place
        /// Letters before the part that make it another word: the c of `chemotherapy`.
        var notAfter: [UInt8] = []

        enum Place { case anywhere, start, end, whole }
    }

    private let swaps: [Swap]
    private let unchanged: Set<[UInt8]>

    init() {
        var swaps: [Swap] = []
        func add(_ place: Swap.Place, notAfter: String = "", _ pairs: String) {
            for pair in pairs.split(separator: " ") {
                let sides = pair.split(separator: "=")
                swaps.append(
                    Swap(
                        american: Array(sides[0].utf8), british: Array(sides[1].utf8), place: place,
                        notAfter: Array(notAfter.utf8)))
            }
        }
        add(.anywhere, notAfter: "ca", "hemo=haemo hemat=haemat hemang=haemang hemag=haemag hemarth=haemarth")
        add(.anywhere, notAfter: "a", "anemi=anaemi ischem=ischaem glycem=glycaem edemat=oedemat uremi=uraemi")
        add(.anywhere, notAfter: "o", "esoph=oesoph edema=oedema")
        add(.anywhere, "rrhea=rrhoea pnea=pnoea anesth=anaesth gynec=gynaec orthoped=orthopaed etiolog=aetiolog")
        add(.anywhere, "pediat=paediat cecum=caecum cecal=caecal sulf=sulph tumor=tumour leukem=leukaem")
        add(.anywhere, "septicem=septicaem bacterem=bacteraem toxem=toxaem viremi=viraemi lipidem=lipidaem")
        add(
            .start,
            "fetal=foetal fetus=foetus feto=foeto estr=oestr ceco=caeco celiac=coeliac fecal=faecal feces=faeces")
        add(
            .start,
            "homeo=homoeo ameb=amoeb cesar=caesar defec=defaec behavior=behaviour paleo=palaeo maneuver=manoeuvre")
        add(.start, "aluminum=aluminium program=programme mold=mould analog=analogue catalog=catalogue")
        add(.end, notAfter: "a", "emia=aemia")
        add(.whole, "color=colour colors=colours colored=coloured discolored=discoloured odor=odour labor=labour")
        add(.whole, "humor=humour rigor=rigour vapor=vapour flavor=flavour favor=favour center=centre centers=centres")
        add(.whole, "fiber=fibre fibers=fibres liter=litre liters=litres meter=metre meters=metres caliber=calibre")
        add(.whole, "centimeter=centimetre millimeter=millimetre milliliter=millilitre deciliter=decilitre titer=titre")
        add(.whole, "goiter=goitre aging=ageing gray=grey disk=disc artifact=artefact defense=defence license=licence")
        add(.whole, "labeled=labelled labeling=labelling traveler=traveller canceled=cancelled skeptic=sceptic")
        add(.whole, "discoloration=discolouration practice=practise sulfur=sulphur plow=plough tire=tyre")
        for ending in ["e", "ed", "es", "er", "ing", "ation", "ations", "ational"] {
            add(.end, "iz\(ending)=is\(ending)")
            add(.end, "yz\(ending)=ys\(ending)")
        }
        self.swaps = swaps
        // Words that end like the others but have one spelling.
        unchanged = Set(
            """
            exercise exercised exercises exercising precise excise excised incise incised revise revised supervise advise \
            advised bruise bruised bruises bruising cruise noise raise raised raises raising praise otherwise likewise \
            expertise enterprise compromise compromised promise promised premise premises disguise surprise surprised \
            comprise comprised comprising concise circumcise circumcised devise improvise paradise treatise demise arise \
            arises arising rise rises rising wise poise poised size sized sizes sizing prize seize seized seizes seizing \
            revision provision supervised advisor promising cerise anise praised raiser riser miser visor
            """.split(whereSeparator: { $0 == " " || $0 == "\n" }).map { Array($0.utf8) })
    }

    /// The variants of one word; none of them is the word itself.
    func callAsFunction(_ word: [UInt8], isEnglish: Bool) -> [[UInt8]] {
        var found = Self.numerals[word].map { [$0] } ?? []
        if word.count == 2, let name = Self.greek[word] { found.append(name) }
        guard isEnglish, word.count >= 4, word.count <= 48, word[0] < 0x80, word[0] > 57 else { return found }
        var british = word
        var american = word
        // One word may hold several: anaesthetised, haemophilic arthropathy's haemarthrosis.
        for swap in swaps {
            Self.replace(swap.american, by: swap.british, swap, in: &british)
            Self.replace(swap.british, by: swap.american, swap, in: &american)
        }
        for variant in [british, american]
        where variant != word && !unchanged.contains(word) && !found.contains(variant) { found.append(variant) }
        return found
    }

    private static func replace(_ part: [UInt8], by other: [UInt8], _ swap: Swap, in word: inout [UInt8]) {
        guard word.count >= part.count else { return }
        func holds(_ at: Int) -> Bool {
            for index in 0..<part.count where word[at + index] != part[index] { return false }
            if at > 0, swap.notAfter.contains(word[at - 1]) { return false }
            return true
        }
        let last = word.count - part.count
        let place: Int?
        switch swap.place {
        case .start: place = holds(0) ? 0 : nil
        case .end: place = last > 1 && holds(last) ? last : nil
        case .whole: place = last == 0 && holds(0) ? 0 : nil
        case .anywhere:
            place = (0...last).first { word[$0] == part[0] && holds($0) }
        }
        guard let place else { return }
        // Already so: `oedema` holds `edema`, `analogue` begins with `analog`.
        let before = place + other.count <= word.count && Array(word[place..<place + other.count]) == other
        guard !before else { return }
        word.replaceSubrange(place..<place + part.count, with: other)
    }

    private static let romans = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii"]

    private static let numerals: [[UInt8]: [UInt8]] = {
        var numerals: [[UInt8]: [UInt8]] = [:]
        for (index, roman) in romans.enumerated() {
            numerals[Array(roman.utf8)] = Array(String(index + 1).utf8)
            numerals[Array(String(index + 1).utf8)] = Array(roman.utf8)
        }
        return numerals
    }()

    private static let greek: [[UInt8]: [UInt8]] = {
        let names = [
            "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "ζ": "zeta", "η": "eta",
            "θ": "theta", "ι": "iota", "κ": "kappa", "λ": "lambda", "μ": "mu", "ν": "nu", "ξ": "xi", "ο": "omicron",
            "π": "pi", "ρ": "rho", "σ": "sigma", "τ": "tau", "υ": "upsilon", "φ": "phi", "χ": "chi", "ψ": "psi",
            "ω": "omega",
        ]
        return Dictionary(uniqueKeysWithValues: names.map { (Array($0.utf8), Array($1.utf8)) })
    }()
}
