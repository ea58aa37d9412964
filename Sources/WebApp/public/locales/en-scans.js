/** What is said about bringing scans in: what became of files, and archives to fetch from. */
export const enScans = Object.freeze({
  fromArchive: "From a PACS",
  archive: "Archive",
  addArchive: "Add a connection",
  removeArchive: "Remove this connection",
  noArchiveYet: "No archive is connected yet. Name where its DICOMweb begins, and studies can be fetched from here.",
  askForArchive: "No archive is connected. An administrator can add one.",
  archiveName: "Name",
  archiveURL: "DICOMweb address",
  archiveURLHint: "Where QIDO, WADO and STOW begin",
  archiveAuthorization: "Authorization header",
  archiveAuthorizationHint: "Such as “Bearer …” or “Basic …”; it is never shown again",
  archivePrivate: "It stands in our own network",
  archivePrivateHint: "Lets this server go to addresses inside the network for this archive",
  findStudies: "Find studies",
  noStudyFound: "No study was found.",
  patient: "Patient",
  patientID: "Patient ID",
  patientName: "Patient name",
  patientNameHint: "Its beginning is enough: “Doe, Jane”",
  studyFrom: "From",
  studyTo: "To",
  studyDate: "Date",
  studyTitle: "Study",
  modality: "Modality",
  anyModality: "Any",
  seriesCount: "Series",
  imageCount: "Images",
  /** @param {string} name */
  chooseStudy: (name) => `Choose ${name}`,
  choose: "Choose",
  retrieve: "Retrieve",
  /** @param {string} done */
  fetched: (done) => `${done} images fetched`,
  /** @param {string} done @param {string} total */
  fetchedOf: (done, total) => `${done} of ${total} fetched`,
  /** @param {string} done @param {string} total */
  sending: (done, total) => `${done} of ${total} sent`,
  sendAlso: "Or send it to an archive",
  taskPer: "A task is",
  taskPerHint: "For scans that are brought in from now on",
  taskPerSeries: "one series",
  taskPerStudy: "one study with all its series",
  sendToArchive: "Send to a PACS",
  /** @param {string} name */
  sentTo: (name) => `Sent to ${name}.`,
  /** @param {string} files @param {string} series */
  filesInSeries: (files, series) => `${files} ${files === "1" ? "file" : "files"} in ${series} series.`,
  /** @param {string} count */
  filesHereAlready: (count) => `${count} were here already.`,
  /** @param {string} count */
  labelFiles: (count) => `${count} ${count === "1" ? "file" : "files"} of labels.`,
  newVersions: "A series grew: labels stay with its earlier version.",
  /** @param {string} count */
  filesLeftOut: (count) => `${count} ${count === "1" ? "file was" : "files were"} left out.`,
  /** @param {string} count */
  seriesIrregular: (count) => `${count} series ${count === "1" ? "is" : "are"} irregular.`,
  /** @param {number} id */
  seriesNumber: (id) => `Series ${id}`,
  /** @param {string} count */
  andMore: (count) => `and ${count} more`,
})
