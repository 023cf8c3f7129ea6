/** The keys of `journeyActions`, which are fetched later than the first card. */
export const JOURNEY_KEYS: readonly string[] = [
  'Mod+,',
  'Mod+Z',
  'Mod+Shift+Z',
  'Mod+Y',
  'Mod+F',
  'Mod+H',
  'F6',
  'Shift+F6',
  'Shift+C',
  'Alt+F',
  'Mod+K',
  '?',
  'Mod+/',
  'F10',
]
