import { CHANNELS } from '#shared/model/records/channel.ts'
import type { Persona } from '#shared/model/records/persona.ts'
import { RichText } from '#src/rich-text/RichText.tsx'

/** Whose journey it is. */
export function PersonaDetails({ persona }: { readonly persona: Persona }) {
  const { name, tagline, color, story, goals, challenges, preferredChannels } = persona
  const texts = [
    { label: 'Story', text: story },
    { label: 'Goals', text: goals },
    { label: 'Challenges', text: challenges },
  ].filter(({ text }) => text !== '')
  return (
    <>
      <h3 className="flex items-center gap-2.5 text-lg font-semibold break-words text-ink">
        <span
          aria-hidden
          className="size-3 shrink-0 rounded-full"
          style={{ background: `var(--persona-${String(color)})` }}
        />
        {name || 'Unnamed persona'}
      </h3>
      {tagline !== '' && <p className="mt-1 text-sm text-ink-muted">{tagline}</p>}
      {texts.map(({ label, text }) => (
        <section key={label} className="mt-4">
          <h4 className="text-xs font-medium text-ink-muted">{label}</h4>
          <div className="mt-1 text-base text-pretty break-words text-ink" dir="auto">
            <RichText text={text} />
          </div>
        </section>
      ))}
      {preferredChannels.length > 0 && (
        <section className="mt-4">
          <h4 className="text-xs font-medium text-ink-muted">Prefers</h4>
          <p className="mt-1 text-base text-ink">{preferredChannels.map((key) => CHANNELS[key].title).join(', ')}</p>
        </section>
      )}
    </>
  )
}
