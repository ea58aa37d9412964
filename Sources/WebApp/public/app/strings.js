/** The words of the interface in the reader's language; English is the only one so far. */
export { en as t } from "../locales/en.js"
