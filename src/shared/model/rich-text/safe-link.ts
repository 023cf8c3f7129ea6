/** Longer addresses are not links. */
export const LINK_MAX_LENGTH = 2_000

const ALLOWED = /^(?:https?:\/\/[^/]|mailto:.|tel:[+\d(])/i
const ELEMENT = /^#[\w-]{1,64}$/
/** Anything but letters and signs that one can see: browsers drop some of these, and then read another scheme than the one shown. */
const INVISIBLE = /[\s\p{C}\p{Z}]/u

/**
 * Whether an address may become a link: only http, https, mailto and tel, and `#` with the id of an element of the journey. Every
 * other scheme (`javascript:`, `data:` …) is refused however it is dressed up, since only what begins with an allowed one passes.
 */
export const isSafeLink = (address: string): boolean =>
  address.length <= LINK_MAX_LENGTH && !INVISIBLE.test(address) && (ALLOWED.test(address) || ELEMENT.test(address))

/** The element that a link leads to; `undefined` for a link to elsewhere. */
export const linkedElement = (address: string): string | undefined =>
  ELEMENT.test(address) ? address.slice(1) : undefined

/** What a person means who types an address: `example.com` and `ana@example.com` need no scheme. `undefined`: not a safe link. */
export function linkFromTyped(typed: string): string | undefined {
  const address = typed.trim()
  if (isSafeLink(address)) return address
  if (/^[^\s@:/]+@[^\s@:/]+\.[^\s@:/]+$/.test(address) && isSafeLink(`mailto:${address}`)) return `mailto:${address}`
  if (/^[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+(?::\d+)?(?:[/?#].*)?$/u.test(address) && isSafeLink(`https://${address}`))
    return `https://${address}`
  return undefined
}
