import { BESIDE } from './beside-screens.ts'
import { CANVAS } from './canvas-screens.ts'
import { DATA } from './data-screens.ts'
import { GUEST } from './guest-screens.ts'
import { LIBRARY } from './library-screens.ts'
import { NUMBERS } from './numbers-screens.ts'
import { STORY } from './outline-screens.ts'
import { PEOPLE } from './people-screens.ts'
import type { Screen } from './screen.ts'
import { VIEW } from './view-screens.ts'

/** Every page, dialog, panel, menu and popover, by where it is found, in an order in which one leads to the next. */
export const AREAS: readonly {
  readonly area: string
  readonly who: 'owner' | 'guest'
  readonly screens: readonly Screen[]
}[] = [
  { area: 'the library', who: 'owner', screens: LIBRARY },
  { area: 'accounts and members', who: 'owner', screens: PEOPLE },
  { area: 'the data', who: 'owner', screens: [...DATA, ...NUMBERS] },
  { area: 'the outline and the table', who: 'owner', screens: STORY },
  { area: 'the canvas', who: 'owner', screens: CANVAS },
  { area: 'what people do beside a journey', who: 'owner', screens: BESIDE },
  { area: 'what a guest sees', who: 'guest', screens: GUEST },
  { area: 'the stakeholder’s view', who: 'owner', screens: VIEW },
]
