import { ArrowLeft } from 'lucide-react'
import { Link } from 'wouter'
import { MetricList } from './MetricList.tsx'

/** `/data/metrics`: the library of metrics. */
export const MetricsPage = () => (
  <main className="mx-auto flex w-full max-w-6xl flex-col gap-6 px-4 py-8 md:px-6">
    <header>
      <Link
        href="/data"
        className="mb-2 inline-flex items-center gap-1 rounded-sm text-sm text-ink-muted hover:text-ink pointer-coarse:min-h-10"
      >
        <ArrowLeft aria-hidden className="size-4" />
        Data
      </Link>
      <h1 className="text-2xl font-semibold text-ink">Metrics</h1>
      <p className="mt-1 text-base text-pretty text-ink-muted">
        Defined once, shown on every journey. Each says what it rests on and how it is computed.
      </p>
    </header>
    <MetricList />
  </main>
)
