import { journeyFromDraft, type JourneyDraft } from './journey-draft.ts'
import type { Template } from './template.ts'

/** The considered purchase: nine steps over desktop and phone. */
const DRAFT: JourneyDraft = {
  title: 'Airline ticket: Alex',
  scenario:
    'Alex wants a beach holiday and books the flight himself. He starts on social media, compares on the desktop and keeps the trip on his phone.',
  personas: [
    {
      key: 'alex',
      name: 'Alex',
      tagline: 'Plans his own holidays, compares before he buys',
      story:
        'Alex saves all year for two weeks by the sea. He enjoys the planning, reads a dozen reviews and knows what a fair price looks like.',
      goals: 'A good price without hidden fees. Seats together. Everything about the trip in one place.',
      challenges: 'Prices change between two visits, every site asks for an account, add-ons are hard to compare.',
      color: 3,
      preferredChannels: ['social', 'review', 'web', 'app'],
    },
  ],
  lanes: ['touchpoint', 'action', 'thought', 'emotion', 'pain-point', 'opportunity'],
  stages: [
    {
      title: 'Dreaming',
      steps: [
        {
          title: 'Inspiration',
          cards: [
            {
              kind: 'touchpoint',
              key: 'ads',
              title: 'Targeted ads for tropical destinations',
              channels: ['social', 'ad'],
            },
            { kind: 'action', title: 'Saves two posts for later' },
            { kind: 'thought', title: 'I need a beach.' },
            { kind: 'emotion', title: 'Longing', score: 1, personas: ['alex'] },
            {
              kind: 'opportunity',
              title: 'Targeted social media advertising that inspires',
              impact: 3,
              effort: 2,
              status: 'in-progress',
            },
          ],
        },
        {
          title: 'Research',
          cards: [
            { kind: 'touchpoint', key: 'blogs', title: 'Reads travel blogs and review sites', channels: ['review'] },
            { kind: 'action', title: 'Collects beaches, months and hotels' },
            { kind: 'quote', title: '“Everybody says May. Nobody says how much.”' },
            { kind: 'emotion', title: 'Curious', score: 1, personas: ['alex'] },
          ],
        },
      ],
    },
    {
      title: 'Comparing',
      steps: [
        {
          title: 'Comparison',
          cards: [
            {
              kind: 'touchpoint',
              key: 'comparison',
              title: 'Checks prices and schedules on a comparison site',
              channels: ['listing'],
            },
            { kind: 'action', title: 'Filters by direct flights, sorts by price' },
            { kind: 'thought', title: 'Is that the final price?' },
            { kind: 'emotion', title: 'Sceptical', score: -0.5, personas: ['alex'] },
            { kind: 'pain-point', title: 'Prices differ from those on the airline’s site', severity: 4 },
          ],
        },
        {
          title: 'Airline website',
          cards: [
            { kind: 'touchpoint', key: 'flight', title: 'Views the flight’s details', channels: ['web'] },
            { kind: 'action', title: 'Checks luggage, times and refund rules' },
            { kind: 'emotion', title: 'Interested', score: 0.5, personas: ['alex'] },
            {
              kind: 'pain-point',
              title: 'The page is made for the desktop; he opened it on the phone first',
              severity: 3,
            },
            {
              kind: 'opportunity',
              title: 'A site that works as well on the phone as on the desktop',
              impact: 4,
              effort: 3,
            },
          ],
        },
      ],
    },
    {
      title: 'Buying',
      steps: [
        {
          title: 'Account creation',
          cards: [
            {
              kind: 'touchpoint',
              key: 'account',
              title: 'Creates an account for better deals and to save the search',
              channels: ['web'],
            },
            { kind: 'action', title: 'Invents one more password' },
            { kind: 'quote', title: '“Why do I need an account to buy a ticket?”' },
            { kind: 'emotion', title: 'Annoyed', score: -1.5, personas: ['alex'] },
            { kind: 'pain-point', title: 'Forced account creation before the price is final', severity: 5 },
            {
              kind: 'opportunity',
              title: 'Seamless account creation with social login, or none at all',
              impact: 5,
              effort: 2,
              status: 'planned',
            },
          ],
        },
        {
          title: 'Booking',
          cards: [
            {
              kind: 'touchpoint',
              key: 'booking',
              title: 'Selects flights, seat and add-ons',
              channels: ['web'],
              details: 'Up-sell: seat, luggage and insurance are offered here.',
            },
            { kind: 'action', title: 'Picks a window seat, declines insurance' },
            { kind: 'thought', title: 'What did the total just do?' },
            { kind: 'emotion', title: 'On guard', score: -0.5, personas: ['alex'] },
            { kind: 'pain-point', title: 'Add-ons change the total without saying so', severity: 3 },
            {
              kind: 'opportunity',
              title: 'A friendly booking interface with clear prices and options',
              impact: 4,
              effort: 3,
            },
          ],
        },
        {
          title: 'Payment',
          cards: [
            {
              kind: 'touchpoint',
              key: 'payment',
              title: 'Pays with the card saved in the browser',
              channels: ['web', 'payment'],
            },
            { kind: 'action', title: 'Confirms with two taps' },
            { kind: 'emotion', title: 'Relieved', score: 1, personas: ['alex'] },
            { kind: 'opportunity', title: 'Secure, streamlined payment', impact: 4, effort: 2, status: 'done' },
          ],
        },
      ],
    },
    {
      title: 'Looking forward',
      steps: [
        {
          title: 'Confirmation',
          cards: [
            {
              kind: 'touchpoint',
              key: 'confirmation',
              title: 'Booking confirmation, and a notification from the airline’s app',
              channels: ['email', 'push'],
            },
            { kind: 'action', title: 'Adds the ticket to the wallet' },
            { kind: 'emotion', title: 'Excited', score: 2, personas: ['alex'] },
            { kind: 'opportunity', title: 'An app with everything about the booking', impact: 3, effort: 4 },
          ],
        },
        {
          title: 'Engagement',
          cards: [
            {
              kind: 'touchpoint',
              key: 'engagement',
              title: 'Personal mails with tips before the trip',
              channels: ['email'],
            },
            { kind: 'action', title: 'Books an excursion from the mail' },
            { kind: 'quote', title: '“They know where I’m going. That helps.”' },
            { kind: 'emotion', title: 'Looking forward', score: 1.5, personas: ['alex'] },
            { kind: 'opportunity', title: 'Personal campaigns before and after the trip', impact: 3, effort: 2 },
          ],
        },
      ],
    },
  ],
  links: [
    { from: 'ads', to: 'blogs' },
    { from: 'blogs', to: 'comparison' },
    { from: 'comparison', to: 'flight', label: 'hands over to the airline' },
    { from: 'flight', to: 'account' },
    { from: 'flight', to: 'comparison', label: 'compares again' },
    { from: 'account', to: 'booking' },
    { from: 'booking', to: 'payment' },
    { from: 'payment', to: 'confirmation' },
    { from: 'confirmation', to: 'engagement' },
  ],
}

export const AIRLINE_TICKET: Template = {
  title: 'Airline ticket: Alex',
  description: 'A beach holiday from the first advert to the tips before the trip: nine steps on desktop and phone.',
  hasData: false,
  build: () => journeyFromDraft(DRAFT, null),
}
