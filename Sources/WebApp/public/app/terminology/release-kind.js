/** What a chosen release looks like, by the names of its files: so that its licence can be shown before anything is sent. The server decides when it reads. Pure. */

/** @typedef {{ name: string, size: number, webkitRelativePath?: string }} FileLike */
/** @typedef {Readonly<{ key: string, name: string, licence: string }>} Kind */

const KINDS = /** @type {readonly (readonly [RegExp, Kind])[]} */ ([
  [/sct2_|der2_|SnomedCT|snomed|_RF2_/i, { key: "snomed", name: "SNOMED CT", licence: "SNOMED CT is licensed. Use is free in member countries of SNOMED International; elsewhere it needs an affiliate licence. Exports that carry its names or codes are derivatives under the same licence." }],
  [/loinc|(^|\/)part\.csv$/i, { key: "loinc", name: "LOINC", licence: "LOINC is free under its licence, with attribution to the Regenstrief Institute; it must not be used to make a competing standard." }],
  [/cpt|LONGULT|MEDU|SHORTU/i, { key: "cpt", name: "CPT", licence: "CPT is owned by the American Medical Association. Every use needs a licence from the AMA, also the display to annotators." }],
  [/hcpc|anweb/i, { key: "hcpcs", name: "HCPCS Level II", licence: "HCPCS Level II is kept by the CMS and free to use. The files also name dental codes (CDT), which belong to the American Dental Association." }],
  [/icd-?10-?pcs/i, { key: "icd10pcs", name: "ICD-10-PCS", licence: "ICD-10-PCS is in the public domain (CMS)." }],
  [/icd-?10-?cm/i, { key: "icd10cm", name: "ICD-10-CM", licence: "ICD-10-CM may be used freely in the United States (CDC/NCHS); the ICD-10 it is based on is owned by the WHO." }],
  [/icd-?10|claml/i, { key: "icd10", name: "ICD-10", licence: "ICD-10 is owned by the World Health Organization; use needs the WHO's or the national publisher's licence." }],
  [/MRCONSO|MRREL|MRHIER|\.rrf$/i, { key: "", name: "UMLS", licence: "The UMLS needs a licence from the National Library of Medicine, and its sources keep licences of their own." }],
  [/(^|\/)(concept|concept_relationship|concept_ancestor|vocabulary)\.csv$/i, { key: "", name: "an OMOP vocabulary", licence: "OMOP vocabularies come from many owners; each keeps its licence. What was downloaded from Athena was licensed to whoever downloaded it." }],
  [/\.obo$/i, { key: "", name: "an OBO ontology", licence: "Most OBO ontologies are under CC0 or CC BY; the file says which." }],
])

/**
 * @param {readonly FileLike[]} files
 * @returns {Kind | null} null where the names do not say
 */
export const kindOf = (files) => {
  for (const [pattern, kind] of KINDS) if (files.some((file) => pattern.test(file.webkitRelativePath || file.name))) return kind
  return null
}

/**
 * The name a file goes by in the request: its path inside the chosen folder.
 * @param {FileLike} file
 */
export const sentName = (file) => file.webkitRelativePath || file.name
