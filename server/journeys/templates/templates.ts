import type { TemplateKey } from '#shared/contract/rest/journeys.ts'
import { AIRLINE_TICKET } from './airline-ticket.ts'
import { BLANK } from './blank.ts'
import { CAR_REPAIR } from './car-repair.ts'
import { CARD_FRAUD } from './card-fraud.ts'
import { SERVICE_BLUEPRINT } from './service-blueprint.ts'
import type { Template } from './template.ts'

/** Every template, in the order in which the gallery shows them. */
export const TEMPLATES: Readonly<Record<TemplateKey, Template>> = {
  blank: BLANK,
  'card-fraud': CARD_FRAUD,
  'car-repair': CAR_REPAIR,
  'airline-ticket': AIRLINE_TICKET,
  'service-blueprint': SERVICE_BLUEPRINT,
}
