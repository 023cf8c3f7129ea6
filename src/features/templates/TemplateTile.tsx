import { Activity } from 'lucide-react'
import { useId } from 'react'
import type { TemplateItem } from '#shared/contract/rest/journeys.ts'
import { Badge } from '#src/ui/Badge.tsx'
import { Choice } from '#src/ui/Choice.tsx'
import { TemplateSketch } from './TemplateSketch.tsx'

interface TemplateTileProps {
  readonly template: TemplateItem
  /** Chosen and confirmed in one, by a double click. */
  readonly onConfirm: () => void
}

/** One template to choose. */
export function TemplateTile({ template, onConfirm }: TemplateTileProps) {
  const id = useId()
  return (
    <Choice
      value={template.key}
      aria-labelledby={`${id}-title`}
      aria-describedby={`${id}-text`}
      onDoubleClick={onConfirm}
      className="flex items-center gap-3 max-sm:p-2 sm:flex-col sm:items-stretch sm:gap-0"
    >
      <span className="block shrink-0 bg-canvas px-3 py-1 max-sm:w-24 max-sm:rounded-md sm:border-b sm:border-line">
        <TemplateSketch templateKey={template.key} />
      </span>
      <span className="block min-w-0 sm:px-3.5 sm:pt-2.5 sm:pb-3">
        <span className="flex items-center gap-2">
          <span id={`${id}-title`} className="truncate text-sm font-medium text-ink">
            {template.title}
          </span>
          {template.hasData && (
            <Badge tone="good" icon={Activity}>
              Live numbers
            </Badge>
          )}
        </span>
        <span id={`${id}-text`} className="mt-0.5 line-clamp-2 sm:line-clamp-3 text-xs text-pretty text-ink-muted">
          {template.description}
        </span>
      </span>
    </Choice>
  )
}
