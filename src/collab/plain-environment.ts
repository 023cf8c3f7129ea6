/** Stands in for `lib0/environment` in this bundle: a browser, which takes no settings from the address of the page. */
export const isNode = false
export const getVariable = (): undefined => undefined
