import { journeyFromDraft, type JourneyDraft } from './journey-draft.ts'
import type { Template } from './template.ts'

/** What a customer does and what it takes behind the scenes: the five rows of a service blueprint with their lines. */
const DRAFT: JourneyDraft = {
  title: 'Service blueprint: repair in the workshop',
  scenario:
    'A customer brings a car to the workshop and collects it the same evening. What do they see, who serves them, and what has to happen behind the counter so that it works?',
  personas: [],
  lanes: ['physical-evidence', 'action', 'frontstage', 'backstage', 'support'],
  stages: [
    {
      title: 'Drop off',
      steps: [
        {
          title: 'Arrive',
          cards: [
            { kind: 'physical-evidence', title: 'Sign at the gate, free bay, tidy counter' },
            { kind: 'action', title: 'Parks and walks to the counter' },
            { kind: 'frontstage', title: 'Greets by name, prints the order' },
            { kind: 'backstage', title: 'Looks up the booking and earlier repairs' },
            { kind: 'support', title: 'Booking system' },
          ],
        },
        {
          title: 'Agree on the repair',
          cards: [
            { kind: 'physical-evidence', title: 'Order with a fixed price' },
            { kind: 'action', title: 'Signs, hands over the key', marks: ['conversion'] },
            { kind: 'frontstage', title: 'Explains what will be done and what it costs', marks: ['moment-of-truth'] },
            { kind: 'backstage', title: 'Reserves bay and mechanic' },
            { kind: 'support', title: 'Price list, workshop planning' },
          ],
        },
      ],
    },
    {
      title: 'Repair',
      steps: [
        {
          title: 'Wait',
          cards: [
            { kind: 'physical-evidence', title: 'Text message with photos' },
            { kind: 'action', title: 'Goes to work, reads the message' },
            { kind: 'frontstage', title: 'Calls when the repair costs more than agreed' },
            { kind: 'backstage', title: 'Finds the fault, repairs, tests' },
            { kind: 'support', title: 'Parts ordered with the dealer' },
          ],
        },
      ],
    },
    {
      title: 'Pick up',
      steps: [
        {
          title: 'Pay and leave',
          cards: [
            { kind: 'physical-evidence', title: 'Clean car, bill in plain words' },
            { kind: 'action', title: 'Pays and drives off' },
            { kind: 'frontstage', title: 'Shows what was done' },
            { kind: 'backstage', title: 'Washes the car, closes the order' },
            { kind: 'support', title: 'Card terminal, accounting' },
          ],
        },
      ],
    },
  ],
}

export const SERVICE_BLUEPRINT: Template = {
  title: 'Service blueprint',
  description: 'What the customer sees and does, who serves them, and what carries it all, with the lines between.',
  hasData: false,
  build: () => journeyFromDraft(DRAFT, null),
}
