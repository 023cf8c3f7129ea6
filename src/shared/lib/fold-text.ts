/** As it is compared where accents, case and the width of letters make no difference: “Café” and “CAFE” are one. */
export const foldText = (text: string): string =>
  text
    .normalize('NFKD')
    // Accents only: in other scripts such signs are letters in their own right.
    .replace(/[\u0300-\u036f]+/g, '')
    .toLowerCase()
    // Letters that a stroke or a ligature makes another; Unicode takes none of them apart.
    .replace(/[ßæœøłđð]/g, (letter) => PARTED[letter] ?? letter)

const PARTED: Readonly<Record<string, string>> = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ð: 'd' }
