import { describe, expect, it } from 'vitest'
import {
  blockersOf,
  columnOf,
  columnsToShow,
  DEFAULT_OPTIONS,
  mappingOf,
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
    expect(mappingOf({ roles, options: DEFAULT_OPTIONS })?.ignore).toEqual(['region', 'row number'])
  })

  it('says what is missing and makes no mapping then', () => {
    const profile = ingestProfile({ guess: { ...ingestProfile().guess, case: null, event: null } })
    const roles = rolesFromGuess(profile)
    expect(blockersOf(profile, { roles, options: DEFAULT_OPTIONS }).map((blocker) => blocker.kind)).toEqual([
      'case',
      'event',
    ])
    expect(mappingOf({ roles, options: DEFAULT_OPTIONS })).toBeNull()
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
      mappingOf({ roles, options: { timezone: 'Europe/Berlin', dateOrder: 'DMY', dropDuplicates: true } }),
    ).toEqual({
      case: 'customer',
      timestamp: 'when',
      event: 'what',
      channel: 'medium',
      value: 'amount',
      ignore: ['row number'],
      timezone: 'Europe/Berlin',
      dateOrder: 'DMY',
      dropDuplicates: true,
    })
  })
})
