import { expect, test } from 'vitest'
import { createColumnObserver } from '#server/datasets/import/column-facts.ts'
import { nameColumns } from '#server/datasets/import/column-names.ts'
import { guessColumns } from '#server/datasets/import/guess-columns.ts'

/** What is guessed of a table whose rows are made by number. */
function guessOf(headers: string, row: (index: number) => string, rows = 60) {
  const { columns } = nameColumns(headers.split(','))
  const observers = columns.map((column, index) => createColumnObserver(column, index, Date.UTC(2026, 0)))
  for (let index = 0; index < rows; index++) {
    const cells = row(index).split(',')
    for (const [at, observer] of observers.entries()) observer.add(cells[at] ?? '')
  }
  return guessColumns(
    observers.map((observer) => observer.facts()),
    true,
  )
}

const pad = (number: number): string => String((number % 28) + 1).padStart(2, '0')
const seconds = (index: number): number => 1_740_823_200 + index * 60

test.each([
  [
    'amplitude',
    'amplitude_id,$insert_id,event_type,event_time,client_event_time,user_id,device_id,platform',
    (index: number) =>
      `${index % 9},i${index},Page ${index % 4},2025-03-${pad(index)} 10:00:00.000,,${index % 3 ? `u${index % 9}` : ''},d${index},iOS`,
    { event: 'event_type', timestamp: 'event_time', case: 'amplitude_id', channel: 'platform' },
  ],
  [
    'mixpanel',
    'event,properties.time,properties.distinct_id,properties.$insert_id,properties.$city',
    (index: number) => `Play ${index % 4},${seconds(index)},p${index % 9},i${index},Rome`,
    { event: 'event', timestamp: 'properties.time', case: 'properties.distinct_id' },
  ],
  [
    'posthog',
    'uuid,event,properties,timestamp,distinct_id,person_id,elements_chain',
    (index: number) => `x${index},$pageview,{},2025-03-${pad(index)}T10:00:00Z,d${index % 20},p${index % 9},`,
    { event: 'event', timestamp: 'timestamp', case: 'person_id' },
  ],
  [
    'segment',
    'messageId,anonymousId,userId,type,event,name,timestamp,receivedAt,sentAt',
    (index: number) =>
      `m${index},a${index % 9},,${index % 2 ? 'track' : 'page'},${index % 2 ? 'Order Completed' : ''},${index % 2 ? '' : 'Home'},2025-03-${pad(index)}T10:00:00Z,2025-03-${pad(index)}T10:00:01Z,2025-03-${pad(index)}T10:00:01Z`,
    { event: 'event', eventFallback: 'name', timestamp: 'timestamp', case: 'anonymousId' },
  ],
  [
    'segment',
    'messageId,anonymousId,userId,type,event,name,timestamp,receivedAt,sentAt',
    (index: number) =>
      `m${index},a${index % 9},,${index % 2 ? 'track' : 'page'},${index % 2 ? 'Order Completed' : ''},,2025-03-${pad(index)}T10:00:00Z,2025-03-${pad(index)}T10:00:01Z,2025-03-${pad(index)}T10:00:01Z`,
    { event: 'event', eventFallback: 'type', timestamp: 'timestamp', case: 'anonymousId' },
  ],
  [
    'ga4',
    'event_date,event_timestamp,event_name,event_params,user_id,user_pseudo_id,platform',
    (index: number) => `202503${pad(index)},${seconds(index)}000000,page_view,[],,p${index % 9},WEB`,
    { event: 'event_name', timestamp: 'event_timestamp', case: 'user_pseudo_id', channel: 'platform' },
  ],
])('an export of %s is known by its columns', (shape, headers, row, wanted) => {
  const { guess, recognized } = guessOf(headers, row)
  expect(recognized?.shape).toBe(shape)
  expect(guess).toMatchObject({ ...wanted, timezone: 'UTC' })
  for (const reason of recognized?.reasons ?? []) expect(reason).toMatch(/^.+\.$/)
})

test('a log with answers beside its events keeps its events, though their column only hints at them', () => {
  const steps = ['Visit shop', 'Ask for help', 'Buy']
  const { guess } = guessOf(
    'customer,when,what,channel,country,nps,comment,email',
    (index) =>
      `c${index % 20},2025-03-${pad(index)}T10:00:00Z,${steps[index % 3]},${['web', 'phone'][index % 2]},${['DE', 'FR', 'IT'][(index % 20) % 3]},${index % 11},${index % 3 ? '' : 'Waited for ever and nobody answered'},a${index % 20}@example.com`,
  )
  expect(guess).toMatchObject({ event: 'what', eventName: null, value: 'nps', case: 'customer', timestamp: 'when' })
})

test('a log of events is nobody’s export, no survey and not wide, whatever else it holds', () => {
  const { guess, recognized } = guessOf(
    'user_id,event,time,created_at,updated_at,shipped_at,rating',
    (index) =>
      `u${index % 9},visit ${index % 3},2025-03-${pad(index)} 10:00,2025-03-01,2025-03-02,2025-03-03,${index % 5}`,
  )
  expect(recognized).toBeNull()
  expect(guess).toMatchObject({ case: 'user_id', event: 'event', timestamp: 'time', steps: [] })
})

test.each([
  [
    'nps,comment,date',
    (index: number) => `${index % 11},It was good because of ${index},2025-03-${pad(index)}`,
    '0-10',
  ],
  [
    'csat_rating,feedback,answered_at',
    (index: number) => `${(index % 5) + 1},A longer remark about ${index},2025-03-${pad(index)}`,
    '1-5',
  ],
  [
    'CES,why,survey_date',
    (index: number) => `${(index % 7) + 1},A longer remark about ${index},2025-03-${pad(index)}`,
    '1-7',
  ],
])('%s is a survey', (headers, row, scale) => {
  const { guess, recognized } = guessOf(headers, row)
  expect(recognized?.shape).toBe('survey')
  expect(guess).toMatchObject({
    value: headers.split(',')[0],
    scale,
    timestamp: headers.split(',')[2],
    case: null,
    event: null,
  })
  expect(guess.eventName).not.toBeNull()
})

test.each<[string, string, (index: number) => string, object]>([
  [
    'German, with its touchpoint',
    'Antwort-ID,Datum,Wie wahrscheinlich ist es dass Sie uns weiterempfehlen?,Begründung,Kontaktpunkt,Kundennummer',
    (index) =>
      `${index + 1},2025-03-${pad(index)},${index % 11},Es dauerte länger als üblich ${index},${['Filiale', 'Hotline', 'Web'][index % 3]},K${index % 50}`,
    {
      value: 'Wie wahrscheinlich ist es dass Sie uns weiterempfehlen?',
      scale: '0-10',
      event: 'Kontaktpunkt',
      case: 'Kundennummer',
    },
  ],
  [
    'Spanish',
    'ID encuesta,Fecha,Puntuación,Comentarios,Etapa,ID cliente',
    (index) =>
      `${index},2025-03-${pad(index)},${(index % 5) + 1},El servicio fue lento ${index},${['Compra', 'Entrega'][index % 2]},${7000 + (index % 50)}`,
    { value: 'Puntuación', scale: '1-5', event: 'Etapa', case: 'ID cliente' },
  ],
  [
    'French',
    'Identifiant répondant,Date,Note de recommandation (0 à 10),Commentaire,Parcours',
    (index) =>
      `R${index % 55},2025-03-${pad(index)},${index % 11},Très bon accueil ${index},${['Agence', 'Site'][index % 2]}`,
    { value: 'Note de recommandation (0 à 10)', scale: '0-10', event: 'Parcours', case: 'Identifiant répondant' },
  ],
  [
    'answers with words beside them',
    'response_id,time,how_likely_to_recommend,comment',
    (index) =>
      `r${index},2025-03-${pad(index)},${['0 - Not at all likely', '7', '10 - Extremely likely'][index % 3]},It was fine ${index}`,
    { value: 'how_likely_to_recommend', scale: '0-10', case: null },
  ],
  [
    'stars',
    'response_id,time,satisfaction,comment',
    (index) => `r${index},2025-03-${pad(index)},${'★'.repeat((index % 5) + 1).padEnd(5, '☆')},It was fine ${index}`,
    { value: 'satisfaction', scale: '1-5', case: null },
  ],
  [
    'a scale that the heading names',
    'response_id,time,Ease (1-7),comment',
    (index) => `r${index},2025-03-${pad(index)},${(index % 5) + 1},It was easy ${index}`,
    { value: 'Ease (1-7)', scale: '1-7' },
  ],
  [
    'columns that many share, none of which says who answered',
    'StartDate,ResponseId,UserLanguage,Collector ID,NPS,Q2',
    (index) =>
      `2025-03-${pad(index)} 10:00,R_${index},${['EN', 'DE'][index % 2]},${4000 + (index % 3)},${index % 11},A longer remark about ${index}`,
    { value: 'NPS', case: null, eventName: 'Survey answer' },
  ],
])('a survey in other words: %s', (_, headers, row, wanted) => {
  const { guess, recognized } = guessOf(headers, row)
  expect(recognized?.shape).toBe('survey')
  expect(guess).toMatchObject(wanted)
})

const answers: readonly [string, string, (index: number) => string, string][] = [
  ['a score out of a hundred is none for a Net Promoter Score', 'NPS', (index) => `${(index * 7) % 101}`, '0-100'],
  ['per cent', 'CSAT', (index) => `${(index * 7) % 101} %`, '0-100'],
  ['4/5, also where one is asked to recommend', 'likelihood to recommend', (index) => `${(index % 5) + 1}/5`, '1-5'],
  ['never above 5 in many answers', 'likely_to_recommend', (index) => `${(index % 5) + 1}`, '1-5'],
  ['1 to 10 without a 0 in many answers', 'rating', (index) => `${(index % 10) + 1}`, '1-10'],
  ['0 to 10', 'rating', (index) => `${index % 11}`, '0-10'],
  ['1 to 10 where one is asked to recommend', 'recommend', (index) => `${(index % 10) + 1}`, '0-10'],
  ['a heading that says 1 to 10', 'Satisfaction (1 to 10)', (index) => `${(index % 5) + 3}`, '1-10'],
  ['numbers that a program wrote as 4.0', 'csat', (index) => `${(index % 5) + 1}.0`, '1-5'],
  [
    'words of five steps',
    'The shop made it simple',
    (index) => ['Strongly disagree', 'Disagree', 'Neutral', 'Agree', 'Strongly agree'][index % 5] ?? '',
    '1-5',
  ],
  [
    'words of seven steps',
    'How satisfied were you?',
    (index) =>
      [
        'Very dissatisfied',
        'Dissatisfied',
        'Somewhat dissatisfied',
        'Neutral',
        'Somewhat satisfied',
        'Satisfied',
        'Very satisfied',
      ][index % 7] ?? '',
    '1-7',
  ],
]
test.each(answers)('the scale of answers: %s', (_, question, answer, scale) => {
  const { guess, recognized } = guessOf(
    `response_id,answered_at,${question},comment`,
    (index) => `r${index},2025-03-${pad(index)} 10:00,${answer(index)},It was fine ${index}`,
  )
  expect(recognized?.shape).toBe('survey')
  expect(guess).toMatchObject({ value: question, scale, event: null })
  if (scale === '0-100') expect(recognized?.reasons[0]).toMatch(/No NPS, CSAT or CES can be made of it/)
})

test('an export of answers is not wide for its times of begin, end and record', () => {
  const { guess, recognized } = guessOf(
    'ResponseId,StartDate,EndDate,RecordedDate,How would you rate your visit?,Q2',
    (index) =>
      `R_${index}x,2025-03-${pad(index)} 10:00,2025-03-${pad(index)} 10:03,2025-03-${pad(index)} 10:03,${(index % 5) + 1},It was fine in its way ${index}`,
  )
  expect(recognized?.shape).toBe('survey')
  expect(guess).toMatchObject({ value: 'How would you rate your visit?', scale: '1-5', steps: [] })
  const unnamed = guessOf(
    'ResponseId,StartDate,EndDate,RecordedDate,Q1',
    (index) =>
      `R_${index}x,2025-03-${pad(index)} 10:00,2025-03-${pad(index)} 10:03,2025-03-${pad(index)} 10:03,${index % 11}`,
  )
  expect(unnamed.guess.steps).toEqual([])
})

test('who agreed to the terms answered no survey', () => {
  const { recognized } = guessOf(
    'user,at,terms,step',
    (index) => `u${index % 9},2025-03-${pad(index)} 10:00,Agree,${['visit', 'buy'][index % 2]}`,
  )
  expect(recognized).toBeNull()
})

test('a share of satisfaction is not what happened, and a category of answers is not either', () => {
  const { guess } = guessOf(
    'customer_id,time,satisfaction_pct,nps_category',
    (index) => `c${index},2025-03-${pad(index)},${index}%,${['Promoter', 'Passive', 'Detractor'][index % 3]}`,
  )
  expect(guess.event).toBeNull()
})

test.each<[string, (index: number) => string, object]>([
  [
    'Numéro de dossier,Date et heure,Étape,Canal,Montant',
    (index) => `D${index % 12},2025-03-${pad(index)} 10:00,${['Reçue', 'Étude', 'Accord'][index % 3]},Agence,12.50`,
    { case: 'Numéro de dossier', timestamp: 'Date et heure', event: 'Étape', channel: 'Canal', value: 'Montant' },
  ],
  [
    'клиент,дата,событие',
    (index) => `k${index % 9},2025-03-${pad(index)} 10:00,${['Заказ', 'Оплата', 'Доставка'][index % 3]}`,
    { case: 'клиент', timestamp: 'дата', event: 'событие' },
  ],
  [
    '_id,_source.user,_source.at,_source.event',
    (index) => `${index},u${index % 9},2025-03-${pad(index)} 10:00,${['visit', 'buy', 'call'][index % 3]}`,
    { case: '_source.user', timestamp: '_source.at', event: '_source.event' },
  ],
  [
    'user,at,type',
    (index) => `u${index % 9},2025-03-${pad(index)} 10:00,${['visit', 'buy'][index % 2]}`,
    { case: 'user', timestamp: 'at', event: 'type' },
  ],
  [
    ',,,',
    (index) => `c${index % 9},2025-03-${pad(index)} 10:00,${['visit', 'quote', 'buy'][index % 3]},${index}.50`,
    { case: 'column 1', timestamp: 'column 2', event: 'column 3' },
  ],
  [
    'is_identified,at,type',
    (index) => `${index % 2 ? 'true' : 'false'},2025-03-${pad(index)} 10:00,${['visit', 'buy'][index % 2]}`,
    { case: null },
  ],
])('%s: whose, when and what are found', (headers, row, wanted) => {
  expect(guessOf(headers, row).guess).toMatchObject(wanted)
})

test('a wide table in other words: its id says nothing by its name, and its times are no ids', () => {
  const german = guessOf(
    'Auftrag,Angelegt am,Freigegeben am,Versendet am,Geplant am,Kunde',
    (index) =>
      `A${index + 100},2025-03-${pad(index)},2025-04-${pad(index)},2025-05-${pad(index)},2025-06-01,K${index % 9}`,
  )
  expect(german.guess).toMatchObject({
    case: 'Auftrag',
    steps: [
      { column: 'Angelegt am', event: 'Angelegt' },
      { column: 'Freigegeben am', event: 'Freigegeben' },
      { column: 'Versendet am', event: 'Versendet' },
    ],
  })
  const epochs = guessOf(
    'type,id,created_at,first_contact_at,closed_at',
    (index) => `conversation,${500 + index},${seconds(index)},${seconds(index) + 9},${seconds(index) + 99}`,
  )
  expect(epochs.guess.case).toBe('id')
  expect(epochs.guess.steps).toHaveLength(3)
})

test('an object of many objects in one row is no wide table', () => {
  const names = Array.from({ length: 20 }, (_, index) => [`k${index}.user_id`, `k${index}.at`]).flat()
  const { recognized } = guessOf(
    names.join(','),
    () => names.map((_, at) => (at % 2 ? '2025-03-01' : 'u1')).join(','),
    1,
  )
  expect(recognized).toBeNull()
})

test('one row a case with a time for each step is wide; what was promised or edited is no step', () => {
  const { guess, recognized } = guessOf(
    'claim_no,region,reportedAt,assessed on,paid_date,due_date,updated_at',
    (index) =>
      `c${index},north,2025-03-${pad(index)} 08:00,2025-04-${pad(index)} 09:00,${index % 3 ? `2025-05-${pad(index)}` : ''},2025-06-01,2025-06-02`,
  )
  expect(recognized?.shape).toBe('wide')
  expect(guess).toMatchObject({
    case: 'claim_no',
    timestamp: null,
    steps: [
      { column: 'reportedAt', event: 'reported' },
      { column: 'assessed on', event: 'assessed' },
      { column: 'paid_date', event: 'paid' },
    ],
  })
})
