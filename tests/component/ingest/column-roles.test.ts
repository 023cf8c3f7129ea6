import { describe, expect, it } from 'vitest'
import {
  blockersOf,
  columnOf,
  columnsToShow,
  DEFAULT_OPTIONS,
  mappingOf,
  proposedChoice,
  rolesFromGuess,
  withRole,
} from '#src/features/ingest/column-roles.ts'
import { ingestProfile } from '#tests/support/ingest-profile.ts'

describe('column roles', () => {
  it('starts from the guess and keeps every other column as an attribute', () => {
    const roles = rolesFromGuess(ingestProfile())
    expect([...roles]).toEqual([
      ['customer', 'case'],
      ['when', 'timestamp'],
      ['what', 'event'],
      ['medium', 'channel'],
      ['amount', 'value'],
      ['region', 'attribute'],
      ['row number', 'ignore'],
    ])
  })

  it('lets one column at most play a single role, and keeps the one that lost it', () => {
    const roles = withRole(rolesFromGuess(ingestProfile()), 'region', 'channel')
    expect(columnOf(roles, 'channel')).toBe('region')
    expect(roles.get('medium')).toBe('attribute')
  })

  it('lets any number of columns be ignored', () => {
    const roles = withRole(rolesFromGuess(ingestProfile()), 'region', 'ignore')
    expect(mappingOf(ingestProfile(), { roles, options: DEFAULT_OPTIONS })?.ignore).toEqual(['region', 'row number'])
  })

  it('says what is missing and makes no mapping then', () => {
    const profile = ingestProfile({ guess: { ...ingestProfile().guess, case: null, event: null } })
    const roles = rolesFromGuess(profile)
    expect(blockersOf(profile, { roles, options: DEFAULT_OPTIONS }).map((blocker) => blocker.kind)).toEqual([
      'case',
      'event',
    ])
    expect(mappingOf(profile, { roles, options: DEFAULT_OPTIONS })).toBeNull()
  })

  it('asks for the date order when the file leaves it open', () => {
    const profile = ingestProfile({ dateOrderNeeded: true })
    const roles = rolesFromGuess(profile)
    expect(blockersOf(profile, { roles, options: DEFAULT_OPTIONS }).map((blocker) => blocker.kind)).toEqual([
      'dateOrder',
    ])
    expect(blockersOf(profile, { roles, options: { ...DEFAULT_OPTIONS, dateOrder: 'DMY' } })).toEqual([])
  })

  it('does not ask for the order of a column that is no longer the time', () => {
    const profile = ingestProfile({ dateOrderNeeded: true })
    const moved = { roles: withRole(rolesFromGuess(profile), 'region', 'timestamp'), options: DEFAULT_OPTIONS }
    expect(blockersOf(profile, moved)).toEqual([])
    expect(blockersOf(profile, moved, true).map((blocker) => blocker.kind)).toEqual(['dateOrder'])
  })

  it('shows the columns that matter first, the others as in the file', () => {
    const columns = ingestProfile()
      .columns.toReversed()
      .map(({ name, examples }, index) => ({ name, examples, index }))
    const shown = columnsToShow(ingestProfile({ columns }))
    expect(shown.map(({ name }) => name)).toEqual([
      'customer',
      'when',
      'what',
      'medium',
      'amount',
      'region',
      'row number',
    ])
  })

  it('sends the whole choice', () => {
    const roles = rolesFromGuess(ingestProfile())
    expect(
      mappingOf(ingestProfile(), {
        roles,
        options: { ...DEFAULT_OPTIONS, timezone: 'Europe/Berlin', dateOrder: 'DMY', dropDuplicates: true },
      }),
    ).toEqual({
      case: 'customer',
      timestamp: 'when',
      event: 'what',
      eventFallback: null,
      eventName: null,
      steps: [],
      scale: null,
      channel: 'medium',
      value: 'amount',
      ignore: ['row number'],
      timezone: 'Europe/Berlin',
      dateOrder: 'DMY',
      dropDuplicates: true,
      personal: [],
    })
  })

  describe('of a wide table', () => {
    const guess = {
      ...ingestProfile().guess,
      timestamp: null,
      event: null,
      steps: [
        { column: 'when', event: 'ordered' },
        { column: 'what', event: 'paid' },
      ],
    }
    const profile = ingestProfile({ guess, recognized: { shape: 'wide', reasons: ['So.'] } })

    it('needs neither a time nor an event, and sends the steps with their names', () => {
      const choice = proposedChoice(profile)
      expect(blockersOf(profile, choice)).toEqual([])
      expect(mappingOf(profile, choice)).toMatchObject({ timestamp: null, event: null, steps: guess.steps })
      const stepNames = new Map([['when', 'bought']])
      expect(mappingOf(profile, { ...choice, options: { ...choice.options, stepNames } })?.steps).toEqual([
        { column: 'when', event: 'bought' },
        { column: 'what', event: 'what' },
      ])
    })

    it('is one no more when a column becomes the time, and is one again by a step', () => {
      const { roles } = proposedChoice(profile)
      const plain = withRole(roles, 'when', 'timestamp')
      expect(plain.get('what')).toBe('attribute')
      expect(withRole(plain, 'region', 'step').get('when')).toBe('attribute')
    })
  })

  it('lets a survey have no case and one name for its events', () => {
    const guess = {
      ...ingestProfile().guess,
      case: null,
      event: null,
      eventName: 'Survey answer',
      scale: '0-10' as const,
    }
    const survey = ingestProfile({ guess, recognized: { shape: 'survey', reasons: ['So.'] } })
    const choice = proposedChoice(survey)
    expect(blockersOf(survey, choice)).toEqual([])
    expect(mappingOf(survey, choice)).toMatchObject({ case: null, eventName: 'Survey answer', scale: '0-10' })
    const asked = { ...choice, options: { ...choice.options, isRowPerCase: false, eventName: ' ' } }
    expect(blockersOf(survey, asked).map(({ kind }) => kind)).toEqual(['case', 'event'])
  })
})
