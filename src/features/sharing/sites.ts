/** What a person wrote, site by site. */
export const sitesFrom = (text: string): readonly string[] =>
  text
    .split(/[\s,;]+/)
    .map((site) => site.trim())
    .filter((site) => site !== '')

/** The site that somebody means who wrote its name or pasted the address of one of its pages; `null`: none. The server looks again. */
export function siteOf(typed: string): string | null {
  const isBelow = typed.startsWith('*.')
  const address = isBelow ? typed.slice(2) : typed
  const whole = /^https?:\/\//i.test(address) ? address : `https://${address}`
  if (!URL.canParse(whole)) return null
  const { host, username, search, pathname } = new URL(whole)
  if (host === '' || username !== '' || (isBelow && (pathname !== '/' || search !== '' || !host.includes('.'))))
    return null
  return /^[a-z0-9.-]+(?::\d+)?$/.test(host) ? (isBelow ? `*.${host}` : host) : null
}
