import { journeyFromDraft, type JourneyDraft } from './journey-draft.ts'
import type { Template } from './template.ts'

/** The urgent journey: seven steps, each on another digital touchpoint. */
const DRAFT: JourneyDraft = {
  title: 'Car repair: Sarah',
  scenario:
    'Sarah’s car breaks down on her way to work. She has a phone, little time and no garage she knows. She wants the car back and to be in the office before her first meeting.',
  personas: [
    {
      key: 'sarah',
      name: 'Sarah',
      tagline: 'Busy professional, drives to work every day',
      story:
        'Sarah leads a team and plans her day to the quarter of an hour. A car that will not start costs her a morning. She settles everything on her phone, usually with one hand.',
      goals: 'Back on the road today. A price she knows beforehand. No phone queue.',
      challenges: 'Stands at the roadside, cannot judge a garage, cannot leave the car unattended for long.',
      color: 0,
      preferredChannels: ['search', 'web', 'chatbot', 'sms'],
    },
  ],
  lanes: ['touchpoint', 'action', 'thought', 'emotion', 'pain-point', 'opportunity'],
  stages: [
    {
      title: 'Breakdown',
      steps: [
        {
          title: 'Initial search',
          cards: [
            {
              kind: 'touchpoint',
              key: 'search',
              title: 'Searches “emergency car repair near me”',
              channels: ['search'],
              details: 'On her smartphone, from the roadside.',
            },
            { kind: 'action', title: 'Types the search with the hazard lights on' },
            { kind: 'thought', title: 'Who can come, or take me, right now?' },
            { kind: 'emotion', title: 'Stranded', score: -2, personas: ['sarah'] },
            { kind: 'pain-point', title: 'No time to compare garages', severity: 4 },
          ],
        },
        {
          title: 'Local results',
          cards: [
            {
              kind: 'touchpoint',
              key: 'results',
              title: 'Local results with ratings, hours and contact',
              channels: ['listing'],
            },
            { kind: 'action', title: 'Scans ratings and opening hours' },
            { kind: 'quote', title: '“Open until six. But is that still true?”' },
            { kind: 'emotion', title: 'Hopeful, wary', score: -1, personas: ['sarah'] },
            { kind: 'pain-point', title: 'Opening hours and phone number may be out of date', severity: 3 },
            {
              kind: 'opportunity',
              key: 'listing',
              title: 'Keep the business listing current for local search',
              impact: 4,
              effort: 1,
              status: 'idea',
            },
          ],
        },
      ],
    },
    {
      title: 'Choosing a garage',
      steps: [
        {
          title: 'Website visit',
          cards: [
            {
              kind: 'touchpoint',
              key: 'website',
              title: 'Visits the site of a highly rated shop',
              channels: ['web'],
            },
            { kind: 'action', title: 'Looks for services and prices' },
            { kind: 'thought', title: 'Do they do this, and what will it cost?' },
            { kind: 'emotion', title: 'Impatient', score: -1, personas: ['sarah'] },
            { kind: 'pain-point', title: 'Prices are hard to find on a phone', severity: 4 },
            {
              kind: 'opportunity',
              title: 'A responsive website with clear services and prices',
              impact: 4,
              effort: 3,
              status: 'planned',
            },
          ],
        },
        {
          title: 'Live chat',
          cards: [
            {
              kind: 'touchpoint',
              key: 'chat',
              title: 'Chatbot offers help; she asks for an emergency slot',
              channels: ['chatbot'],
            },
            { kind: 'action', title: 'Asks about availability today' },
            { kind: 'quote', title: '“Can you take me before noon?”' },
            { kind: 'emotion', title: 'Relieved somebody answers', score: 0.5, personas: ['sarah'] },
            {
              kind: 'opportunity',
              title: 'A chatbot that answers at once and knows the free slots',
              impact: 5,
              effort: 3,
              status: 'in-progress',
            },
          ],
        },
      ],
    },
    {
      title: 'Booking',
      steps: [
        {
          title: 'Appointment booking',
          cards: [
            { kind: 'touchpoint', key: 'booking', title: 'Books in the online booking system', channels: ['web'] },
            { kind: 'action', title: 'Picks a slot, leaves car and contact data' },
            { kind: 'thought', title: 'Please, no account.' },
            { kind: 'emotion', title: 'In control again', score: 1, personas: ['sarah'] },
            { kind: 'pain-point', title: 'The chat’s answers must be typed again in the form', severity: 3 },
            { kind: 'opportunity', title: 'An easy online booking, filled in from the chat', impact: 4, effort: 2 },
          ],
        },
        {
          title: 'Confirmation',
          cards: [
            {
              kind: 'touchpoint',
              key: 'confirmation',
              title: 'Confirmation with directions to the shop',
              channels: ['email', 'sms'],
            },
            { kind: 'action', title: 'Opens the directions, tells the office' },
            { kind: 'thought', title: 'I will make the second meeting.' },
            { kind: 'emotion', title: 'Reassured', score: 1.5, personas: ['sarah'] },
          ],
        },
      ],
    },
    {
      title: 'After the repair',
      steps: [
        {
          title: 'Follow-up',
          cards: [
            {
              kind: 'touchpoint',
              key: 'followup',
              title: 'Feedback request with a discount on the next service',
              channels: ['email'],
            },
            { kind: 'action', title: 'Rates the shop, keeps the voucher' },
            { kind: 'quote', title: '“They saved my day. I’ll come back for the inspection.”' },
            { kind: 'emotion', title: 'Grateful', score: 2, personas: ['sarah'] },
            {
              kind: 'opportunity',
              title: 'Automatic follow-up for feedback and repeat business',
              impact: 3,
              effort: 1,
              status: 'done',
            },
          ],
        },
      ],
    },
  ],
  links: [
    { from: 'search', to: 'results' },
    { from: 'results', to: 'website' },
    { from: 'website', to: 'chat' },
    { from: 'chat', to: 'booking' },
    { from: 'booking', to: 'confirmation' },
    { from: 'confirmation', to: 'followup' },
  ],
}

export const CAR_REPAIR: Template = {
  title: 'Car repair: Sarah',
  description: 'A breakdown on the way to work: seven steps from the search at the roadside to the follow-up.',
  hasData: false,
  build: () => journeyFromDraft(DRAFT, null),
}
