/** A file that has to be read record by record after all. */
export class NotPlain extends Error {}
