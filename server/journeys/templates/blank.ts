import { journeyFromDraft, type JourneyDraft } from './journey-draft.ts'
import type { Template } from './template.ts'

/** The six stages of a digital journey from discovery to recommendation, one empty step each, and a lane of every kind. */
const DRAFT: JourneyDraft = {
  title: 'Untitled journey',
  scenario: '',
  personas: [],
  lanes: ['touchpoint', 'action', 'thought', 'emotion', 'pain-point', 'opportunity'],
  stages: [
    { title: 'Awareness', steps: [{ title: 'Discovers', cards: [] }] },
    { title: 'Consideration', steps: [{ title: 'Compares', cards: [] }] },
    { title: 'Decision', steps: [{ title: 'Chooses', cards: [] }] },
    { title: 'Onboarding', steps: [{ title: 'Gets started', cards: [] }] },
    { title: 'Retention', steps: [{ title: 'Comes back', cards: [] }] },
    { title: 'Advocacy', steps: [{ title: 'Recommends', cards: [] }] },
  ],
}

export const BLANK: Template = {
  title: 'Blank journey',
  description: 'Six stages from awareness to advocacy and a lane for everything you may want to note.',
  hasData: false,
  build: () => journeyFromDraft(DRAFT, null),
}
