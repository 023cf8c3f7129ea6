export interface Sample {
  readonly name: string
  readonly labels: Readonly<Record<string, string>>
  readonly value: number
}

export interface Family {
  readonly name: string
  readonly help: string
  readonly type: 'counter' | 'gauge' | 'histogram'
  readonly samples: readonly Sample[]
}

const NAME = /^[a-zA-Z_:][a-zA-Z0-9_:]*$/
const SAMPLE = /^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.*)\})? (\S+)$/
const LABEL = /([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\["\\n])*)"(,|$)/y

/** Reads Prometheus's text format (0.0.4) as strictly as it is specified, and refuses what `promtool check metrics` would. */
export function parsePrometheusText(text: string): ReadonlyMap<string, Family> {
  if (!text.endsWith('\n')) throw new Error('the last line does not end')
  const families = new Map<string, Family & { readonly samples: Sample[] }>()
  const lines = text.slice(0, -1).split('\n')
  let current: (Family & { readonly samples: Sample[] }) | null = null
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? ''
    if (line === '') continue
    if (line.startsWith('#')) {
      const help = /^# HELP (\S+) (.+)$/.exec(line)
      const type = /^# TYPE (\S+) (counter|gauge|histogram)$/.exec(lines[++at] ?? '')
      const name = help?.[1] ?? ''
      if (!NAME.test(name) || type?.[1] !== name) throw new Error(`no HELP and TYPE of one name: ${line}`)
      if (families.has(name)) throw new Error(`${name} comes twice`)
      current = { name, help: help?.[2] ?? '', type: type[2] as Family['type'], samples: [] }
      if (current.type === 'counter' ? !name.endsWith('_total') : name.endsWith('_total')) {
        throw new Error(`${name} is a ${current.type}`)
      }
      families.set(name, current)
    } else {
      const sample = readSample(line)
      if (current === null || !namesOf(current).includes(sample.name)) throw new Error(`does not belong here: ${line}`)
      const key = keyOf(sample)
      if (current.samples.some((other) => keyOf(other) === key)) throw new Error(`comes twice: ${line}`)
      if (current.type !== 'gauge' && !(sample.value >= 0)) throw new Error(`cannot be negative: ${line}`)
      current.samples.push(sample)
    }
  }
  for (const family of families.values()) if (family.type === 'histogram') checkHistogram(family)
  return families
}

const namesOf = ({ type, name }: Family): readonly string[] =>
  type === 'histogram' ? [`${name}_bucket`, `${name}_sum`, `${name}_count`] : [name]

const keyOf = ({ name, labels }: Sample): string =>
  `${name} ${JSON.stringify(Object.entries(labels).map(String).sort())}`

function readSample(line: string): Sample {
  const [, name = '', labelText = '', valueText = ''] = SAMPLE.exec(line) ?? []
  const isNumber = /^([+-]?\d+(\.\d+)?(e[+-]?\d+)?|[+-]Inf|NaN)$/.test(valueText)
  if (name === '' || !isNumber) throw new Error(`not a sample: ${line}`)
  const labels: Record<string, string> = {}
  LABEL.lastIndex = 0
  while (LABEL.lastIndex < labelText.length) {
    const [, label = '', value = ''] = LABEL.exec(labelText) ?? []
    if (label === '' || label in labels) throw new Error(`wrong labels: ${line}`)
    labels[label] = value
  }
  return { name, labels, value: Number(valueText.replace('Inf', 'Infinity')) }
}

/** Buckets grow, the last is everything, and it is what the count says. */
function checkHistogram({ name, samples }: Family): void {
  const series = new Map<string, Sample[]>()
  for (const sample of samples) {
    const labels = JSON.stringify({ ...sample.labels, le: undefined })
    series.set(labels, [...(series.get(labels) ?? []), sample])
  }
  for (const [labels, parts] of series) {
    const buckets = parts.filter((part) => part.name === `${name}_bucket`)
    const bounds = buckets.map(({ labels: { le } }) => Number(le?.replace('Inf', 'Infinity')))
    const isGrowing = (values: readonly number[]): boolean =>
      values.every((value, at) => value >= (values[at - 1] ?? 0))
    const count = parts.find((part) => part.name === `${name}_count`)?.value
    const isRight =
      isGrowing(bounds) &&
      isGrowing(buckets.map(({ value }) => value)) &&
      bounds.at(-1) === Infinity &&
      buckets.at(-1)?.value === count &&
      parts.some((part) => part.name === `${name}_sum`)
    if (!isRight) throw new Error(`${name} ${labels} is no histogram`)
  }
}

/** The one value of a family (with these labels). */
export function valueOf(
  families: ReadonlyMap<string, Family>,
  name: string,
  labels: Readonly<Record<string, string>> = {},
): number {
  const fitting = [...families.values()]
    .flatMap(({ samples }) => samples)
    .filter((sample) => sample.name === name)
    .filter((sample) => Object.entries(labels).every(([label, value]) => sample.labels[label] === value))
  const [only, ...others] = fitting
  if (only === undefined || others.length > 0) throw new Error(`${String(fitting.length)} values of ${name}`)
  return only.value
}
