/** Every word the shell shows, in English. One flat object; a missing key is a type error. */
export const en = Object.freeze({
  // everywhere
  close: "Close",
  cancel: "Cancel",
  save: "Save",
  saved: "Saved",
  next: "Next",
  copy: "Copy",
  copied: "Copied",
  all: "All",
  yes: "Yes",
  no: "No",
  messages: "Messages",
  failed: "That did not work",
  tryAgain: "Try again",
  clearFilter: "Clear the filter",
  listJoin: ", ",
  fieldRequired: "This is needed.",
  /** @param {string} word */
  typeToConfirm: (word) => `Type ${word} to go on`,
  leaveUnsaved: "There are changes that are not saved. Leave them?",
  unsaved: "Not saved yet",

  // frame
  start: "Vesalius, start",
  rooms: "Rooms",
  path: "Where you are",
  projects: "Projects",
  project: "Project",
  room: "Room",
  data: "Data",
  label: "Label",
  projectSettings: "Project settings",
  people: "People",
  account: "Account",
  /** @param {string} name */
  accountOf: (name) => `Account, ${name}`,
  accountSettings: "Account settings",
  signOut: "Sign out",
  theme: "Theme",
  themeSystem: "System",
  themeDark: "Dark",
  themeLight: "Light",
  switchTheme: "Switch between dark and light",
  keys: "All keys",
  keysHere: "In this room",
  keysEverywhere: "Everywhere",
  palette: "Command palette",
  palettePrompt: "Go to a project, task or action",
  results: "Results",
  nothingFound: "Nothing found",
  /** @param {number} id */
  openTask: (id) => `Open task ${id}`,
  skipToContent: "Skip to the content",
  goTo: Object.freeze({
    "g p": "Go to the projects", "g d": "Go to the data of this project", "g w": "Go to labelling", "g s": "Go to the project settings", "g e": "Go to people", "g a": "Go to your account",
  }),
  roles: Object.freeze({ owner: "Owner", administrator: "Administrator", manager: "Manager", reviewer: "Reviewer", annotator: "Annotator" }),
  offline: "The server cannot be reached. What you see may be old; this goes away by itself when it is back.",
  notFoundTitle: "There is nothing here",
  notFoundText: "The address may be mistyped, or what it named is gone.",
  goneTitle: "This does not exist any more",
  goneText: "It may have been deleted, or it was never yours to see.",
  forbiddenTitle: "This is not open to you",
  forbiddenText: "Your role does not reach here. An administrator can change it under People.",
  unreachableTitle: "The server cannot be reached",
  unreachableText: "Nothing is lost. Check the connection, then try again.",
  brokenTitle: "The server could not answer",
  brokenText: "Nothing was changed. If it happens again, the administrator finds the reason in the server's log.",
  toProjects: "To the projects",

  // entry
  signIn: "Sign in",
  email: "E-mail address",
  password: "Password",
  firstName: "First name",
  lastName: "Last name",
  noAccount: "No account yet?",
  haveAccount: "Already a member?",
  createAccount: "Create an account",
  joinByInvitation: "New here? Ask an administrator for an invitation link.",
  joinByAdministrator: "New here? An administrator can create an account for you.",
  wrongPassword: "The e-mail address or the password is wrong.",
  notJoined: "The account was not created. Check the invitation and the fields, then try again.",
  entryFoot: "Nothing leaves this server.",
  setUpTitle: "Set up Vesalius",
  setUpText: "You will own this server: projects, people and data. This page works once.",
  setUpCode: "Set-up code",
  setUpCodeHint: "The program printed it when it started.",
  setUpAction: "Become the owner",
  /** @param {number} length */
  passwordHint: (length) => `At least ${length} characters. A few words are fine.`,
  showPassword: "Show the password",
  joinTitle: "Create your account",
  joinText: "Everybody who reaches this server may join.",
  joinInvited: "You have been invited to label here.",
  joinClosed: "This server takes no new members by itself. An administrator can create an account for you.",
  joinNeedsInvitation: "Joining needs an invitation link. Ask an administrator for one.",

  // projects
  newProject: "New project",
  filterProjects: "Filter projects",
  dataType: "Type of data",
  order: "Order",
  orders: Object.freeze({ recent: "Last active", title: "Title", progress: "Progress" }),
  noProjectMatches: "No project matches.",
  firstProjectTitle: "Start with a template or with your own interface",
  firstProjectText: "A project holds tasks, the interface they are labelled with, and what people made of them.",
  noProjectsForYou: "Nobody has given you a project yet. It will appear here when they do.",
  pasteInterface: "Paste a Label Studio interface",
  /** @param {number} n */
  annotations: (n) => n === 1 ? "annotation" : "annotations",
  /** @param {number} n */
  predictions: (n) => n === 1 ? "prediction" : "predictions",
  skipped: "skipped",
  noTasksYet: "No tasks yet",
  nothingYet: "Nothing labelled yet",
  noInterface: "No interface yet",
  /** @param {string} total */
  ofDone: (total) => `of ${total} done`,
  /** @param {number} share */
  percent: (share) => `${share} %`,
  /** @param {number} share */
  shareDone: (share) => `${share} % done`,
  /** @param {string} when */
  created: (when) => `created ${when}`,
  /** @param {string} title */
  pin: (title) => `Pin ${title}`,
  /** @param {string} title */
  unpin: (title) => `Unpin ${title}`,
  kinds: Object.freeze({
    volume: "Volumes", dicom: "DICOM images", slide: "Slides",
    image: "Images", hypertext: "Documents", dialogue: "Dialogue", text: "Text", table: "Tables", audio: "Audio", video: "Video", series: "Signals", pdf: "PDF", list: "Lists",
  }),
  acts: Object.freeze({
    measurements: "measurements",
    spans: "spans", boxes: "boxes", polygons: "outlines", ellipses: "ellipses", masks: "masks", points: "points", relations: "relations", codes: "codes", questions: "questions",
    comparison: "comparison", ranking: "ranking",
  }),

  // import
  files: "Files",
  chooseFiles: "Choose files",
  chooseFolder: "Choose a folder",
  dropHere: "Drop files or folders here",
  dropKinds: "DICOM, NIfTI, whole slides, or a ZIP of them; PNG, JPEG, WebP; JSON, CSV, TSV, text, HTML",
  textFiles: "Text files",
  fileIsTask: "One file is one task",
  lineIsTask: "One line is one task",
  /** @param {string} done @param {string} total @param {string} rate @param {string} left */
  sending: (done, total, rate, left) => `Sending: ${done} of ${total}, ${rate}/s, ${left} left`,
  sendingNow: "Sending",
  /** @param {string} done @param {string} total @param {string} rate @param {string} left */
  reading: (done, total, rate, left) => `Reading: ${done} of ${total} tasks, ${rate} a second, ${left} left`,
  readingNow: "Reading",
  cancelled: "Cancelled. Nothing of it was added.",
  /** @param {string} name */
  cancelFile: (name) => `Cancel ${name}`,
  /** @param {string} name @param {string} more */
  manyFiles: (name, more) => `${name} and ${more} more`,
  /** @param {string} count */
  tasksAdded: (count) => count === "1" ? "1 task added." : `${count} tasks added.`,
  /** @param {string} count */
  filesFailed: (count) => `${count} failed; nothing of them was added.`,
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
  /** @param {number} line */
  line: (line) => `line ${line}`,
  uploadCut: "The connection was cut. Nothing of it was added.",
  importFailed: "The server could not read it. Nothing of it was added.",
  tooLarge: "It is larger than the server takes. Split it, or have the administrator raise the limit.",
  /** @param {number} status */
  serverSaid: (status) => `The server answered ${status}.`,
  pasteText: "Paste text instead",
  pasteHere: "A note, a list of notes, or JSON",
  pasteCut: "How to cut the pasted text",
  pasteWhole: "All of it is one task",
  addTasks: "Add",
  /** @param {string} reason */
  notJSON: (reason) => `This begins like JSON but is not: ${reason}`,

  // new project
  templates: "Templates",
  /** @param {number} count */
  filterTemplates: (count) => `Filter ${count} templates`,
  choose: "choose",
  preview: "Preview",
  /** @param {string} title */
  previewOf: (title) => `Preview of ${title}`,
  aboutTemplate: "About this template",
  protocol: "Protocol",
  measuredBy: "Measured by",
  publishedAgreement: "Published agreement",
  noPublishedFigure: "No published figure; you will publish the first.",
  useTemplate: "Use this template",
  projectTitle: "Title of the project",
  withoutTemplate: "Start without a template",
  emptyProject: "Empty project",
  emptyProjectText: "Build the interface by hand",
  pasteInterfaceText: "XML, checked as you paste",
  ownInterfaceText: "Any interface written for Label Studio works as it is. It can be changed later.",
  interfaceXML: "Interface",
  createProject: "Create the project",
  untitledProject: "Untitled project",
  nothingToShow: "Nothing to show yet: the interface has no object such as Text or Image.",
  sampleText: "A sample sentence stands here until there is real data. Mark words in it to see how labelling feels.",
  steps: "Steps",
  stepNames: Object.freeze({ template: "Template", data: "Data", people: "People" }),
  skipStep: "Skip this step",
  /** @param {string} title */
  addDataTo: (title) => `Data for ${title}`,
  addDataText: "Tables and JSON become one task a row. Every picture becomes a task. More can be added at any time.",
  /** @param {string} title */
  whoWorks: (title) => `Who works on ${title}`,
  whoWorksText: "Annotators label what is handed to them; managers see everything. Roles can be changed at any time.",
  startLabelling: "Start labelling",
  toData: "Go to the data",

  // people
  /** @param {string} count */
  members: (count) => count === "1" ? "1 member" : `${count} members`,
  person: "Person",
  role: "Role",
  lastActive: "Last active",
  joined: "Joined",
  actions: "Actions",
  you: "(you)",
  never: "never",
  deactivated: "Deactivated",
  /** @param {string} name */
  roleOf: (name) => `Role of ${name}`,
  /** @param {string} name @param {string} role */
  roleChanged: (name, role) => `${name} is now ${role.toLowerCase()}`,
  /** @param {string} name */
  deactivate: (name) => `Deactivate ${name}`,
  /** @param {string} name */
  reactivate: (name) => `Let ${name} in again`,
  deactivateText: "They are signed out everywhere and cannot come back until you let them in. Their work stays.",
  deactivateAction: "Deactivate",
  invite: "Invite",
  /** @param {string} role */
  inviteText: (role) => `Whoever opens this link can create an account and joins as ${role.toLowerCase()}. It works once.`,
  invitationLink: "Invitation link",
  emailOptional: "For this address only (optional)",
  createInvitation: "Make a link",
  openInvitations: "Open invitations",
  withdrawInvitation: "Withdraw the invitation",
  signUpClosed: "This server was started with sign-up closed: the link works only after that is changed. Create people by hand until then.",
  createPerson: "Create a person",
  /** @param {string} name */
  personCreated: (name) => `${name} can sign in now`,
  firstPassword: "First password",
  copyByHand: "The browser does not allow copying here; select the text and copy it.",

  // data
  tasks: "Tasks",
  task: "Task",
  file: "file",
  status: "Status",
  annotatedBy: "Annotators",
  labels: "Labels",
  thumbnail: "Thumbnail",
  loading: "Loading",
  filter: "Filter",
  columns: "Columns",
  and: "and",
  or: "or",
  field: "Field",
  condition: "Condition",
  value: "Value",
  from: "From",
  to: "To",
  change: "Change",
  isEmpty: "is empty",
  isNotEmpty: "is not empty",
  /** @param {string} min @param {string} max */
  range: (min, max) => `${min} to ${max}`,
  fields: Object.freeze({
    is_labeled: "Done", avg_lead_time: "Seconds of work", id: "Task id", total_annotations: "Annotations", cancelled_annotations: "Skips", total_predictions: "Predictions", annotations_results: "Any label or answer", annotators: "Annotator",
    predictions_score: "Prediction score", predictions_model_versions: "Model version", draft_exists: "Has a draft", created_at: "Created", updated_at: "Updated", completed_at: "Completed", file_upload: "File",
  }),
  operators: Object.freeze({
    contains: "contains", not_contains: "does not contain", equal: "is", not_equal: "is not", greater: "is above", less: "is below", greater_or_equal: "is at least", less_or_equal: "is at most",
    in: "is between", empty: "is empty or not",
  }),
  timeVerbs: Object.freeze({ greater: "is after", less: "is before", in: "is between" }),
  statuses: Object.freeze({ done: "Done", begun: "Begun", skipped: "Skipped", draft: "Draft", open: "Open" }),
  addFilter: "Add filter",
  changeFilter: "Change filter",
  /** @param {string} words */
  changeFilterNamed: (words) => `Change filter: ${words}`,
  /** @param {string} words */
  removeFilter: (words) => `Remove filter: ${words}`,
  switchConjunction: "Switch between all and any",
  savedViews: "Saved views",
  allTasks: "All tasks",
  keepView: "Save as a view",
  saveView: "Save the view",
  changeView: "Rename or remove this view",
  removeView: "Remove the view",
  viewTitle: "Title of the view",
  /** @param {number} id */
  selectTask: (id) => `Select task ${id}`,
  selectAllTasks: "Select all tasks",
  selectionActions: "Actions on the selection",
  /** @param {string} count */
  selected: (count) => `${count} selected`,
  /** @param {string} count */
  selectAllCount: (count) => `Select all ${count}`,
  clearSelection: "Clear the selection",
  deleteTasksShort: "Delete",
  /** @param {string} count */
  deleteTasks: (count) => count === "1" ? "Delete 1 task" : `Delete ${count} tasks`,
  deleteTasksText: "Their annotations, drafts and predictions go with them. This cannot be taken back.",
  cannotUndo: "This cannot be taken back.",
  moreActions: "More actions",
  /** @param {string} count */
  processed: (count) => `${count} tasks processed`,
  /** @param {string} first @param {string} last @param {string} total */
  rowsSeen: (first, last, total) => `Rows ${first}–${last} of ${total}`,
  /** @param {string} count */
  tasksCount: (count) => count === "1" ? "1 task" : `${count} tasks`,
  /** @param {string} shown @param {string} all */
  tasksOf: (shown, all) => `${shown} of ${all} tasks`,
  noTaskMatches: "No task matches these filters.",
  /** @param {string} count */
  showAll: (count) => `Show all ${count} tasks`,
  noDataTitle: "This project has no data yet",
  showTasks: "Show the tasks",
  noDataForYou: "A manager adds it.",
  importTitle: "Import",
  /** @param {string} title */
  importTo: (title) => `Import into ${title}`,
  exportTitle: "Export",
  /** @param {string} title */
  exportFrom: (title) => `Export ${title}`,
  /** @param {string} count */
  exportSelection: (count) => count === "1" ? "Export 1 task" : `Export ${count} tasks`,
  format: "Format",
  formats: Object.freeze({
    JSON: "Everything there is, as Label Studio writes it", JSON_MIN: "One small object an annotation", CSV: "One row an annotation", TSV: "One row an annotation, with tabs",
    CONLL2003: "One word a line with its tag", COCO: "Boxes and outlines", COCO_WITH_IMAGES: "Boxes and outlines, with the pictures", VOC: "One XML a picture", YOLO: "One text file a picture",
    YOLO_WITH_IMAGES: "One text file a picture, with the pictures",
  }),
  exportEverything: "Also tasks nobody has labelled yet",
  exportEverythingHint: "Otherwise only tasks with an annotation.",
  /** @param {string} names */
  notForThis: (names) => `Not for this interface: ${names}.`,
  download: "Download",
  labelNext: "Label next task",
  closePreview: "Close the preview",
  openInWorkbench: "Open in the workbench",
  openTaskShort: "Open",
  /** @param {number} id */
  taskNumber: (id) => `Task ${id}`,
  /** @param {number} n */
  innerNumber: (n) => `no. ${n}`,
  /** @param {number} id */
  personNumber: (id) => `Person ${id}`,
  /** @param {string} key */
  imageOf: (key) => `Picture: ${key}`,
  /** @param {string} count */
  moreCharacters: (count) => `${count} more characters`,
  annotationsTitle: "Annotations",
  predictionsTitle: "Predictions",
  noneYet: "None yet",
  unnamedModel: "Unnamed model",
  /** @param {number} n */
  resultsCount: (n) => n === 0 ? "empty" : n === 1 ? "1 result" : `${n} results`,
  hintMove: "move", hintSelect: "select", hintPreview: "preview", hintOpen: "open", hintExtend: "extend", hintKeys: "all keys",
  keyDown: "Next task", keyUp: "Previous task", keyExtendDown: "Extend the selection down", keyExtendUp: "Extend the selection up", keyPage: "A page on", keyFirst: "First task", keyLast: "Last task",
  keySelect: "Select the task", keyPreview: "Show or hide the preview", keyOpen: "Open the task",

  // project settings
  settingsSections: Object.freeze({ general: "General", interface: "Interface", work: "Handing out", danger: "Delete" }),
  aboutProject: "About",
  description: "Description",
  protocolHint: "Plain text, or simple markdown: # heading, 1. step, - point, *emphasis*",
  protocolText: "What annotators go by. They can open it at any time while labelling.",
  asRead: "As it is read",
  noProtocol: "No protocol yet.",
  showProtocol: "Show the protocol before the first task",
  showProtocolHint: "It can always be opened from the workbench.",
  handingOut: "Order of tasks",
  sampling: "The next task is",
  samplings: Object.freeze({ sequential: "the next in order", uniform: "any, at random", uncertainty: "the one the model is least sure of" }),
  overlap: "Readers a task",
  overlapText: "Several people can label the same task apart, to see how far they agree.",
  readers: "Annotations needed for a task",
  overlapShare: "Share of tasks that get them, in percent",
  overlapFirst: "Hand out the shared tasks first",
  skipping: "Skipping",
  showSkip: "Let annotators skip a task",
  skipQueue: "A skipped task",
  skipQueues: Object.freeze({ others: "goes to somebody else", me: "comes back to the same person", ignore: "counts as done" }),
  submitting: "Submitting",
  allowEmpty: "A task may be submitted without any label",
  allowEmptyHint: "Often the right answer: nothing found.",
  showPredictions: "Show predictions as suggestions",
  showPredictionsHint: "Whoever confirms one becomes its author.",
  deleteProject: "Delete the project",
  deleteProjectHint: "With all its tasks, annotations and predictions. Export first what you want to keep.",
  /** @param {string} tasks @param {string} annotations */
  deleteProjectText: (tasks, annotations) => `${tasks} tasks and ${annotations} annotations go with it. This cannot be taken back.`,
  /** @param {string} title */
  projectDeleted: (title) => `${title} is deleted`,
  insertTag: "Insert",
  snippetKinds: Object.freeze({ object: "What is labelled", control: "Labels", question: "Questions", layout: "Layout" }),
  /** @param {number} line */
  lineNumber: (line) => `Line ${line}`,
  serverSays: "Server",
  interfaceFine: "The interface is valid.",
  previewNotKept: "Try it; nothing here is kept",
  undo: "Undo",
  redo: "Redo",

  // account
  accountSections: Object.freeze({ profile: "Profile", password: "Password", tokens: "Access tokens", sessions: "Sessions", keys: "Keys", appearance: "Appearance" }),
  profileText: "Your name stands beside what you label.",
  passwordText: "Changing it signs you out everywhere else.",
  passwordChanged: "Password changed",
  currentPassword: "Current password",
  newPassword: "New password",
  changePassword: "Change the password",
  appearanceText: "Kept in this browser, for you alone.",
  themeSystemHint: "As your device is set",
  themeDarkHint: "The reading room: best for images",
  themeLightHint: "The desk: best for text",
  tokensText: "For programs that work in your name, such as the Label Studio SDK. A token can do what you can do.",
  noTokens: "No tokens yet.",
  createToken: "Create a token",
  tokenName: "What it is for",
  tokenNameHint: "Only you see this.",
  tokenMade: "Your new token",
  tokenOnce: "Copy it now: it is shown this once and cannot be looked up later.",
  done: "Done",
  /** @param {string} when */
  expires: (when) => `expires ${when}`,
  /** @param {string} name */
  revoke: (name) => `Revoke token ${name}`,
  revokeText: "Programs that use it lose access at once.",
  revokeAction: "Revoke",
  revoked: "Token revoked",
  legacyToken: "Legacy token",
  legacyTokenText: "One permanent token in the older style, for programs that cannot use the newer kind.",
  legacyKeep: "Treat it like a password.",
  showLegacyToken: "Show the token",
  resetLegacyToken: "Replace the token",
  sessionsText: "Where you are signed in. End what you do not recognise, then change your password.",
  thisOne: "this one",
  /** @param {string} when */
  seen: (when) => `seen ${when}`,
  endSession: "End",
  keysText: "Keys of the workbench. Press a new one to change it; keys can also be switched off.",
  filterCommands: "Filter commands",
  pressKey: "Press a key, Esc to leave it",
  sameKey: "same key twice",
  noKey: "no key",
  /** @param {string} title */
  changeKey: (title) => `Change the key of ${title}`,
  /** @param {string} title */
  defaultKey: (title) => `Default key for ${title}`,
  /** @param {string} title */
  switchKeyOff: (title) => `Switch off the key of ${title}`,
})
