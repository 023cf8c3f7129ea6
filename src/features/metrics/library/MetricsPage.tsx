import { ArrowLeft } from 'lucide-react'
import { Link } from 'wouter'
import { SegmentList } from '../segments/SegmentList.tsx'
import { MetricList } from './MetricList.tsx'

/** `/data/metrics`: the library of metrics, and the segments that they can be told of. */
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
      <h1 className="text-2xl font-semibold text-ink">Metrics and segments</h1>
      <p className="mt-1 text-base text-pretty text-ink-muted">
        Defined once, used by every journey of the workspace. Each says what it rests on and how it is computed.
      </p>
    </header>
    <section aria-labelledby="metrics" className="flex flex-col gap-4">
      <h2 id="metrics" className="text-lg font-semibold text-ink">
        Metrics
      </h2>
      <MetricList />
    </section>
    <section aria-labelledby="segments" className="flex flex-col gap-4">
      <h2 id="segments" className="text-lg font-semibold text-ink">
        Segments
      </h2>
      <SegmentList />
    </section>
  </main>
)
