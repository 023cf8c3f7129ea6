import { CHANNEL_KEYS, CHANNELS, type ChannelKey } from '#shared/model/records/channel.ts'

/** An event name as a title: `purchase_confirmed` → `Purchase confirmed`. The name itself stays in the rule. */
export function titleOfName(name: string): string {
  const spaced = /\s/.test(name.trim())
    ? name
    : name.replace(/[_\-./:]+/g, ' ').replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
  const words = spaced.trim().replace(/\s+/g, ' ')
  if (words === '') return name === '' ? 'Event without a name' : name
  const isShouting = words.length > 4 && words === words.toUpperCase() && words !== words.toLowerCase()
  const calm = isShouting || (spaced !== name && !/\s/.test(name)) ? words.toLowerCase() : words
  return calm.charAt(0).toUpperCase() + calm.slice(1)
}

/** The medium that a channel value of the data seems to mean; the longest word that fits decides. */
export function channelOfValue(value: string | null): ChannelKey | null {
  if (value === null) return null
  const tokens = value
    .toLowerCase()
    .split(/[^\p{L}\p{N}-]+/u)
    .filter((token) => token !== '')
  let best: { readonly key: ChannelKey; readonly length: number } | null = null
  for (const key of CHANNEL_KEYS) {
    for (const word of CHANNELS[key].words) {
      const fits = tokens.some((token) => token === word || (word.length >= 5 && token.includes(word)))
      if (fits && word.length > (best?.length ?? 0)) best = { key, length: word.length }
    }
  }
  return best?.key ?? null
}
