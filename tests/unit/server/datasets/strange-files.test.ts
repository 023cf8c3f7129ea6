import { expect, test, vi } from 'vitest'
import { startDatasets, uploaded } from '#tests/support/data-datasets.ts'
import { imported, rows, two } from '#tests/support/data-imported.ts'

// An engine is started for each file that is read.
vi.setConfig({ testTimeout: 60_000 })

test('days and times of day in two columns are one instant', async () => {
  const text = `customer_id,Date,Time,event\n${rows(30, (index) => `c${index % 7},2025-03-${two((index % 3) + 1)},${two(index % 24)}:15,e${index % 3}`)}`
  const { profile, dataset, warnings } = await imported('split.csv', text)
  expect(profile.guess.timestamp).toBe('Date + Time')
  expect(dataset.firstEventAt).toBe(Date.parse('2025-03-01T00:15:00Z'))
  expect(dataset.lastEventAt).toBe(Date.parse('2025-03-03T23:15:00Z'))
  expect(warnings['tied_timestamps']).toBeUndefined()
})

test('the ends of a scale, which many surveys write with words, are counted', async () => {
  const answers = ['0 - Not at all likely', '7', '10 - Extremely likely']
  const text = `response_id,time,how_likely_to_recommend,comment\n${rows(30, (index) => `r${index},2025-03-${two((index % 28) + 1)},${answers[index % 3]},It was fine ${index}`)}`
  const { dataset, warnings } = await imported('survey.csv', text)
  expect(dataset.result).toMatchObject({ accepted: 30, rejected: 0 })
  expect(warnings).toEqual({ naive_timestamps: 30 })
})

test('numbers that nothing decides are read as the rest of the file is written, and it is told', async () => {
  const text = (mark: string) =>
    `customer_id;time;event;amount\n${rows(20, (index) => `c${index % 5};2025-03-01 10:${two(index)};e${index % 3};${index + 1}${mark}100`)}`
  expect((await imported('de.csv', text('.'))).warnings).toMatchObject({ undecided_numbers: 20 })
  expect((await imported('de.csv', `${text('.')}c1;2025-03-01 11:00;e1;1,5\n`)).warnings).not.toHaveProperty(
    'undecided_numbers',
  )
})

test('a column of dates in both orders is told of, since some of them mean another day', async () => {
  const text = `customer_id,time,event\n${rows(28, (index) => `c${index % 5},${index % 2 ? `${two(index + 1)}/03/2025` : `03/${two(index + 1)}/2025`},e${index % 3}`)}`
  const { dataset, warnings } = await imported('mixed.csv', text)
  expect(warnings['ambiguous_date_order']).toBe(12)
  expect(dataset.result?.rejectedBy['bad_timestamp']).toBe(8)
})

test('of records of two kinds in one file those that are more become events, and it is told how many do not fit', async () => {
  const half = (index: number): string =>
    index % 2 === 0
      ? JSON.stringify({
          userId: `u${index % 9}`,
          ts: 1_740_823_200_000 + index,
          name: index % 4 === 0 ? 'visit' : 'buy',
        })
      : JSON.stringify({
          user_id: `u${index % 9}`,
          timestamp: `2025-03-01T10:${two(index)}:00Z`,
          event: index % 3 === 0 ? 'quote' : 'call',
          ...(index % 5 === 0 && { plan: 'pro' }),
        })
  const { profile, dataset } = await imported('mixed.ndjson', `${rows(40, half)}${half(40)}\n`)
  expect(profile.guess).toMatchObject({ case: 'userId', timestamp: 'ts', event: 'name' })
  expect(profile.warnings).toEqual([{ warning: 'mixed_records', count: 20 }])
  expect(dataset.result).toMatchObject({ accepted: 21, rejected: 20 })
})

test('rows that only lack a value are no records of another kind', async () => {
  const text = `customer_id,time,event,note\n${rows(60, (index) => `${index % 3 ? `c${index % 7}` : ''},2025-03-01T10:${two(index)}:00Z,e${index % 4},${index % 2 ? 'x' : ''}`)}`
  const { profile } = await imported('lacking.csv', text)
  expect(profile.guess).toMatchObject({ case: 'customer_id', timestamp: 'time', event: 'event' })
  expect(profile.warnings).toEqual([])
  // Nor does a column that some of the rows have become what happened.
  const open = `customer_id,time,kind\n${rows(60, (index) => `c${index % 7},2025-03-01T10:${two(index)}:00Z,${index % 8 === 0 ? ['asked', 'answered', 'closed'][index % 3] : ''}`)}`
  expect((await imported('open.csv', open, { eventName: 'Contact' })).profile.guess).toMatchObject({ event: null })
})

test('promoters, passives and detractors in words are answers, unless the answers themselves are there', async () => {
  const groups = ['Promoter', 'Passive', 'Detractor']
  const header = 'response_id,date,nps_group,comment'
  const row = (index: number): string =>
    `r${index},2025-03-${two((index % 28) + 1)},${groups[index % 3]},It was fine ${index}`
  const { profile, dataset } = await imported('groups.csv', `${header}\n${rows(30, row)}`)
  expect(profile.guess).toMatchObject({ value: 'nps_group', scale: '0-10', eventName: 'Survey answer' })
  expect(dataset.result).toMatchObject({ accepted: 30, rejected: 0 })
  expect(dataset.result?.warnings.map(({ warning }) => warning)).toEqual(['naive_timestamps'])
  const both = `${header},nps\n${rows(30, (index) => `${row(index)},${index % 11}`)}`
  expect((await imported('both.csv', both)).profile.guess).toMatchObject({ value: 'nps', scale: '0-10' })
})

test('percent and numbers on another scale stay apart, and each is told', async () => {
  const text = (answer: (index: number) => string) =>
    `response_id,date,satisfaction,comment\n${rows(60, (index) => `r${index},2025-03-${two((index % 28) + 1)},${answer(index)},It was fine ${index}`)}`
  const percent = await imported(
    'percent.csv',
    text((index) => `${(index * 7) % 101},5 %`.replace(/^(.*)$/, '"$1"')),
  )
  expect(percent.profile.guess).toMatchObject({ value: 'satisfaction', scale: '0-100' })
  expect((await percent.events())[1]).toMatchObject({ value: 7.5 })
  const fifths = await imported(
    'fifths.csv',
    text((index) => `${(index % 5) + 1}/5`),
    { scale: '0-10' },
  )
  expect(fifths.warnings).toMatchObject({ score_out_of_range: 60 })
  expect((await fifths.events()).every(({ value }) => value === null)).toBe(true)
})

test('every row with a quote that is out of place is read rightly or rejected with its line', async () => {
  const notes = new Map([
    [5, '"He said "no", twice"'],
    [9, '"never closed'],
    [15, 'a screen of 5"'],
    [20, '"half" and "half'],
  ])
  const text = `customer_id,time,event,note\n${rows(40, (index) => `c${index % 7},2025-03-01 10:${two(index)},e${index % 3},${notes.get(index) ?? `"fine, ${index}"`}`)}`
  const { dataset, rejects, events } = await imported('quotes.csv', text)
  expect(dataset.result).toMatchObject({ records: 40, accepted: 38, rejected: 2 })
  expect(await rejects()).toEqual([
    { line: 11, reason: 'malformed_quote' },
    { line: 22, reason: 'malformed_quote' },
  ])
  expect(await events()).toHaveLength(38)
})

test('a duration is no IP address, and a row of totals at the end is a reject', async () => {
  const text = `customer_id,event,duration,address,when,amount\n${rows(30, (index) => `c${index % 7},e${index % 3},0:0${index % 10}:12,fe80::1:${index},2025-03-01 10:${two(index)},"1,${100 + index}.50"`)},,,,,"33,435.00"\n`
  const { profile, rejects, events } = await imported('durations.csv', text)
  expect(profile.personal.map(({ column }) => column)).toEqual(['address'])
  expect(await rejects()).toEqual([{ line: 32, reason: 'missing_case' }])
  expect((await events())[0]).toMatchObject({ value: 1100.5 })
})

test('lines that a program put into quotes as a whole are taken out of them, whether the header is one or not', async () => {
  const line = (index: number): string =>
    `c${index % 7},2025-03-${two((index % 28) + 1)}T10:00:00Z,e${index % 3},""a, ${index}""`
  for (const header of ['"customer_id,timestamp,event,note"', 'customer_id,timestamp,event,note']) {
    for (const end of ['\n', '\r\n']) {
      const text = `${header}\n${rows(30, (index) => `"${line(index)}"`)}c1,2025-03-30T10:00:00Z,e1,plain\n`
      const { profile, dataset } = await imported('quoted.csv', text.replaceAll('\n', end))
      expect(profile.guess).toMatchObject({ case: 'customer_id', timestamp: 'timestamp', event: 'event' })
      expect(profile.preview[3]?.[3]).toBe('a, 3')
      expect(dataset.result).toMatchObject({ accepted: 31, rejected: 0 })
    }
  }
  const texts = `"said"\n${rows(30, (index) => `"${'so, '.repeat(index % 4)}well ${index}"`)}`
  const { datasets } = await startDatasets()
  expect((await uploaded(datasets, { name: 'texts.csv', text: texts })).profile?.columns).toHaveLength(1)
})

test('a day and an hour with AM and PM are one time, and days of a spreadsheet may have a decimal comma', async () => {
  const halves = `Customer,Day,Hour,What\n${rows(30, (index) => `k${index % 7},3/${(index % 28) + 1}/2025,${(index % 12) + 1}:15 ${index % 2 ? 'PM' : 'AM'},e${index % 3}`)}`
  const { profile, events } = await imported('halves.csv', halves)
  expect(profile.guess.timestamp).toBe('Day + Hour')
  expect((await events())[1]?.at).toBe('2025-03-02T14:15:00.000Z')
  const serial = `customer_id;Datum;event\n${rows(30, (index) => `c${index % 7};${45_717 + index},25;e${index % 3}`)}`
  const days = await imported('serial.csv', serial)
  expect(days.profile.guess.timestamp).toBe('Datum')
  expect((await days.events())[0]?.at).toBe('2025-03-01T06:00:00.000Z')
})

const survey = (name: string, answer: (index: number) => string) =>
  `response_id,date,${name},comment\n${rows(40, (index) => `r${index},2025-03-${two((index % 28) + 1)},${answer(index)},It was fine ${index}`)}`

test('halves between whole answers are numbers on no scale, whatever their decimal mark', async () => {
  const points = survey('rating', (index) => ['4.5', '3', '2.5', '5', '1'][index % 5] ?? '')
  const { profile, dataset, events } = await imported('half.csv', points)
  expect(profile.guess).toMatchObject({ value: 'rating', scale: null, event: null, eventName: 'Survey answer' })
  expect(profile.guessReasons['value']).toContain('halves')
  expect(dataset.result).toMatchObject({ accepted: 40, rejected: 0 })
  expect((await events()).slice(0, 3).map(({ value }) => value)).toEqual([4.5, 3, 2.5])
  const commas = points.replaceAll(',', ';').replace(/(\d)\.5/g, '$1,5')
  expect((await (await imported('half.csv', commas)).events()).slice(0, 3).map(({ value }) => value)).toEqual([
    4.5, 3, 2.5,
  ])
  // Answers on a scale stay such.
  const whole = await imported(
    'whole.csv',
    survey('rating', (index) => String((index % 5) + 1)),
  )
  expect(whole.profile.guess).toMatchObject({ value: 'rating', scale: '1-5' })
})

test('answers in words that are no numbers are kept as attributes, and a comment is never what happened', async () => {
  const scales = [
    ['good', 'bad'],
    ['poor', 'fair', 'good', 'very good', 'excellent'],
    ['👍', '👎'],
  ]
  for (const scale of scales) {
    const text = survey('satisfaction', (index) => scale[index % scale.length] ?? '')
    const { profile, dataset } = await imported('words.csv', text)
    expect(profile.guess).toMatchObject({ value: null, scale: null, event: null, eventName: 'Survey answer' })
    expect(dataset.fields.find(({ name }) => name === 'satisfaction')?.values).toHaveLength(scale.length)
  }
  const log = `customer_id,timestamp,event,rating\n${rows(40, (index) => `c${index % 9},2025-03-01T10:${two(index)}:00Z,e${index % 3},${index % 2 ? 'good' : 'bad'}`)}`
  expect((await imported('log.csv', log)).profile.guess).toMatchObject({ case: 'customer_id', event: 'event' })
})

test('a score that only the second line of headings names is one', async () => {
  const names = 'StartDate,RecordedDate,Duration,ResponseId,Q1,Q2'
  const questions =
    'Start Date,Recorded Date,Duration,Response ID,How likely are you to recommend us to a friend?,Why did you choose that?'
  const row = (index: number): string =>
    `2025-03-${two((index % 28) + 1)} 10:00:00,2025-03-${two((index % 28) + 1)} 10:05:00,300,R_${index}x,${index % 11},It was fine ${index}`
  const ids = names.replace(/\w+/g, (name) => `"{""ImportId"":""${name}""}"`)
  const { profile, dataset } = await imported('qualtrics.csv', `${names}\n${questions}\n${ids}\n${rows(40, row)}`)
  expect(profile.guess).toMatchObject({ value: 'Q1', scale: '0-10', eventName: 'Survey answer', event: null })
  expect(dataset.result).toMatchObject({ accepted: 40, rejected: 2 })
})

test('rows of a group that only its first names are proposed to be its own, and are when that is said', async () => {
  const row = (index: number): string =>
    `${index % 4 === 0 ? `c${index / 4}` : ''},2025-03-${two((index % 28) + 1)},e${index % 3}`
  const text = `customer_id,date,event\n${rows(40, row)},,\n`
  const { profile, dataset, events, warnings, rejects } = await imported('groups.csv', text)
  expect(profile.guess).toMatchObject({ case: 'customer_id', caseFromAbove: true })
  expect(dataset).toMatchObject({ cases: 10, result: { accepted: 40 } })
  expect((await events()).slice(2, 6).map(({ who }) => who)).toEqual(['c0', 'c0', 'c1', 'c1'])
  expect(warnings['cases_from_above']).toBe(30)
  // An empty row is no record, and so nobody's event.
  expect(await rejects()).toEqual([])
  const not = await imported('groups.csv', text, { caseFromAbove: false })
  expect(not.dataset.result).toMatchObject({ accepted: 10, rejectedBy: { missing_case: 30 } })
})

test('ids that come back, or lack now and then, are no groups', async () => {
  const lacking = `customer_id,date,event\n${rows(40, (index) => `${index % 3 ? `c${index % 7}` : ''},2025-03-${two((index % 28) + 1)},e${index % 3}`)}`
  expect((await imported('lacking.csv', lacking)).profile.guess.caseFromAbove).toBeUndefined()
})
