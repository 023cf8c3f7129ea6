/** A name without capitals, blanks and marks: `Customer ID` and `customer_id` are the same by it. */
export const lettersOf = (name: string): string => name.toLowerCase().replace(/[^\p{L}\p{M}\d]+/gu, '')
