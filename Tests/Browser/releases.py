"""Small releases in the official layouts, made here: SNOMED CT's metadata by its real numbers, all content invented, in a namespace that was never given out."""

import io
import zipfile

VERSION = "20260101"
CORE, MODEL = 900000000000207008, 900000000000012004
ROOT, FINDING, BODY, PROCEDURE = 138875005, 404684003, 123037004, 71388002
IS_A, SITE = 116680003, 363698007
FSN, SYNONYM = 900000000000003001, 900000000000013009
US, GB = 900000000000509007, 900000000000508004
PREFERRED, ACCEPTABLE = 900000000000548007, 900000000000549004
REPLACED_BY = 900000000000526001
TO_ICD10CM = 6011000124106

METADATA = [
    (ROOT, "SNOMED CT Concept", "SNOMED RT+CTV3", None), (FINDING, "Clinical finding", "finding", ROOT),
    (BODY, "Body structure", "body structure", ROOT), (PROCEDURE, "Procedure", "procedure", ROOT),
    (243796009, "Situation with explicit context", "situation", ROOT),
    (900000000000441003, "SNOMED CT Model Component", "metadata", ROOT),
    (106237007, "Linkage concept", "linkage concept", 900000000000441003),
    (IS_A, "Is a", "attribute", 106237007), (SITE, "Finding site", "attribute", 106237007),
    (900000000000442005, "Core metadata concept", "core metadata concept", 900000000000441003),
    *[(code, name, "core metadata concept", 900000000000442005) for code, name in [
        (CORE, "Core module"), (MODEL, "Model component module"), (900000000000074008, "Primitive"), (900000000000073002, "Defined"),
        (FSN, "Fully specified name"), (SYNONYM, "Synonym"), (900000000000550004, "Definition"), (900000000000448009, "Case insensitive"),
        (900000000000011006, "Inferred relationship"), (900000000000451002, "Existential restriction modifier")]],
    *[(code, name, "foundation metadata concept", 900000000000441003) for code, name in [
        (PREFERRED, "Preferred"), (ACCEPTABLE, "Acceptable"), (US, "US English"), (GB, "GB English"),
        (900000000000534007, "Module dependency"), (REPLACED_BY, "REPLACED BY association"), (TO_ICD10CM, "ICD-10-CM complex map"),
        (447637006, "Map source concept is properly classified"), (447561005, "Correlation not specified")]],
]

ICD10CM = [
    ("A15", 0, "Respiratory tuberculosis"), ("A150", 1, "Tuberculosis of lung"),
    ("I10", 1, "Essential (primary) hypertension"),
    ("I21", 0, "Acute myocardial infarction"), ("I211", 0, "ST elevation (STEMI) myocardial infarction of inferior wall"),
    ("I2111", 1, "ST elevation (STEMI) myocardial infarction involving right coronary artery"),
    ("I2119", 1, "ST elevation (STEMI) myocardial infarction involving other coronary artery of inferior wall"),
    ("I214", 1, "Non-ST elevation (NSTEMI) myocardial infarction"),
    ("J18", 0, "Pneumonia, unspecified organism"), ("J180", 1, "Bronchopneumonia, unspecified organism"), ("J189", 1, "Pneumonia, unspecified organism"),
    ("S72", 0, "Fracture of femur"), ("S720", 0, "Fracture of head and neck of femur"),
]


def check_digit(number):
    """Verhoeff's digit by the definition of the dihedral group of ten."""
    permutation = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4]

    def product(a, b):
        if a < 5:
            return (a + b) % 5 if b < 5 else (a + b - 5) % 5 + 5
        return (a - 5 - b + 5) % 5 + 5 if b < 5 else (a - b + 5) % 5

    def sound(digits):
        check = 0
        for place, digit in enumerate(reversed(digits)):
            value = int(digit)
            for _ in range(place % 8):
                value = permutation[value]
            check = product(check, value)
        return check == 0

    return next(digit for digit in range(10) if sound(f"{number}{digit}"))


class Snomed:
    """A release that is filled and then zipped."""

    def __init__(self, version=VERSION):
        self.version = version
        self.last = 0
        self.codes = {}
        self.tables = {name: [header.split()] for name, header in HEADERS.items()}
        for code, name, tag, parent in METADATA:
            self._add(code, name, tag, [parent] if parent else [])
        self._member("moduleDependency", 900000000000534007, MODEL, version, version)

    def _number(self, partition):
        self.last += 1
        number = f"{self.last}9999998{partition}"
        return int(f"{number}{check_digit(number)}")

    def _row(self, table, *fields):
        self.tables[table].append([str(field) for field in fields])

    def _member(self, table, refset, component, *fields):
        self.last += 1
        self._row(table, f"8a1e0c4f-93b2-4d67-8f00-{self.last:012x}", self.version, 1, CORE, refset, component, *fields)

    def _describe(self, concept, term, kind, acceptability):
        number = self._number("11")
        self._row("description", number, self.version, 1, CORE, concept, "en", kind, term, 900000000000448009)
        for refset in (US, GB):
            self._member("language", refset, number, acceptability)

    def _add(self, code, name, tag, parents, active=1):
        self.codes[name] = code
        self._row("concept", code, self.version, active, CORE, 900000000000074008)
        self._describe(code, f"{name} ({tag})", FSN, PREFERRED)
        self._describe(code, name, SYNONYM, PREFERRED)
        for parent in parents:
            self._relate(code, IS_A, parent, 0, active)

    def _relate(self, source, kind, target, group, active=1):
        self._row("relationship", self._number("12"), self.version, active, CORE, source, target, group, kind, 900000000000011006, 900000000000451002)

    def concept(self, name, *parents, tag="disorder", synonyms=(), site=None, icd=None, replaced_by=None):
        code = self._number("10")
        self._add(code, name, tag, [self.codes[parent] for parent in parents], 0 if replaced_by else 1)
        for term in synonyms:
            self._describe(code, term, SYNONYM, ACCEPTABLE)
        if site:
            self._relate(code, SITE, self.codes[site], 1)
        if icd:
            self._member("extendedMap", TO_ICD10CM, code, 1, 1, "TRUE", f"ALWAYS {icd}", icd, 447561005, 447637006)
        if replaced_by:
            self._member("association", REPLACED_BY, code, self.codes[replaced_by])
        return code

    def zip(self):
        """The archive, as it would come from a release centre."""
        held = io.BytesIO()
        with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, rows in self.tables.items():
                path = f"SnomedCT_Test_{self.version}/Snapshot/{PATHS[name]}_INT_{self.version}.txt"
                archive.writestr(path, "".join("\t".join(row) + "\r\n" for row in rows))
        return held.getvalue()


ROW = "id effectiveTime active moduleId "
MEMBER = ROW + "refsetId referencedComponentId"
HEADERS = {
    "concept": ROW + "definitionStatusId",
    "description": ROW + "conceptId languageCode typeId term caseSignificanceId",
    "relationship": ROW + "sourceId destinationId relationshipGroup typeId characteristicTypeId modifierId",
    "language": MEMBER + " acceptabilityId",
    "association": MEMBER + " targetComponentId",
    "extendedMap": MEMBER + " mapGroup mapPriority mapRule mapAdvice mapTarget correlationId mapCategoryId",
    "moduleDependency": MEMBER + " sourceEffectiveTime targetEffectiveTime",
}
PATHS = {
    "concept": "Terminology/sct2_Concept_Snapshot", "description": "Terminology/sct2_Description_Snapshot-en",
    "relationship": "Terminology/sct2_Relationship_Snapshot", "language": "Refset/Language/der2_cRefset_LanguageSnapshot-en",
    "association": "Refset/Content/der2_cRefset_AssociationSnapshot", "extendedMap": "Refset/Map/der2_iisssccRefset_ExtendedMapSnapshot",
    "moduleDependency": "Refset/Metadata/der2_ssRefset_ModuleDependencySnapshot",
}


def snomed():
    """Hearts and lungs: a polyhierarchy, synonyms, an abbreviation, maps, and a concept that was withdrawn."""
    release = Snomed()
    add = release.concept
    add("Organ", "Body structure", tag="body structure")
    add("Heart structure", "Organ", tag="body structure")
    add("Lung structure", "Organ", tag="body structure")
    add("Disease", "Clinical finding", synonyms=["Illness"])
    add("Heart disease", "Disease", synonyms=["Cardiac disease"], site="Heart structure")
    add("Ischaemic disorder", "Disease")
    add("Myocardial infarction", "Heart disease", "Ischaemic disorder", synonyms=["MI - myocardial infarction", "Heart attack"], site="Heart structure", icd="I21.9")
    add("Acute myocardial infarction", "Myocardial infarction", synonyms=["AMI - acute myocardial infarction"], site="Heart structure", icd="I21.9")
    add("Acute myocardial infarction of inferior wall", "Acute myocardial infarction", synonyms=["Acute inferior MI", "Acute inferior myocardial infarction"], site="Heart structure", icd="I21.19")
    add("Acute myocardial infarction of anterior wall", "Acute myocardial infarction", synonyms=["Acute anterior MI"], site="Heart structure")
    add("Lung disease", "Disease", synonyms=["Pulmonary disease"], site="Lung structure")
    add("Pneumonia", "Lung disease", synonyms=["Pneumonitis"], site="Lung structure", icd="J18.9")
    add("Bacterial pneumonia", "Pneumonia", site="Lung structure")
    add("Pneumonia, not further specified", "Lung disease", replaced_by="Pneumonia")
    for number in range(120):
        add(f"Rare disease number {number:03}", "Disease")
    return release


def icd10cm():
    """The order file: number, code, whether it is valid on a claim, short and long title."""
    return "".join(f"{number:05} {code:<7} {valid} {title[:60]:<60} {title}\r\n" for number, (code, valid, title) in enumerate(ICD10CM, 1)).encode()
