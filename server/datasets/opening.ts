import type { DatasetRows } from './dataset-rows.ts'
import type { Logger } from './ports.ts'

interface Opening {
  /** Resolves when the tables are known; a failed attempt is made again by whoever comes next. */
  readonly opened: () => Promise<void>
  /** The same for whoever asks about one dataset; nothing has to be opened to know that there is no such dataset. */
  readonly openedFor: (datasetId: string) => Promise<void>
}

interface Deps {
  readonly rows: DatasetRows
  /** What has to be done once before anybody is answered. */
  readonly open: () => Promise<void>
  readonly logger: Logger
}

/** Opens the datasets once: at once when there are any, else with the first, since without datasets nobody needs the engine. */
export function createOpening({ rows, open, logger }: Deps): Opening {
  let opening: Promise<void> | null = null
  let isOpen = false

  function opened(): Promise<void> {
    opening ??= open().then(
      () => {
        isOpen = true
      },
      (error: unknown) => {
        opening = null
        throw error
      },
    )
    return opening
  }

  async function openWhenThereAreAny(): Promise<void> {
    if ((await rows.list()).length > 0) await opened()
  }
  openWhenThereAreAny().catch((error: unknown) => logger.error({ err: error }, 'datasets could not be opened'))

  return {
    opened,
    async openedFor(datasetId) {
      if (!isOpen && (await rows.find(datasetId))) await opened()
    },
  }
}
