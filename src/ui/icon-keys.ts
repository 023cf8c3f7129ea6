import type { Plugin } from 'vite'

/** For building: every line of an icon has a key of six letters by chance, which nothing makes smaller; its number does as well. */
export const iconKeys: Plugin = {
  name: 'waymark-icon-keys',
  apply: 'build',
  transform: {
    filter: { id: /lucide-react\/dist\/esm\/icons\/[^/]+\.mjs$/ },
    handler(code) {
      let count = 0
      return code.replaceAll(/\bkey: "[^"]*"/g, () => `key: "${count++}"`)
    },
  },
}
