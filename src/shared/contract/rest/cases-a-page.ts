/** By itself, so that a page that only shows them need not fetch the schemas. */
export const CASES_A_PAGE = 100
