/** Length is what counts; nobody is asked for special characters. */
export const PASSWORD_MIN_LENGTH = 10
