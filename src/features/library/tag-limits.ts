// As the contract has them; from there the browser takes types only, because zod would come along.
export const TAG_NAME_MAX = 40
export const TAG_COLORS = 8
