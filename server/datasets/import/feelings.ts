/** What somebody answered in words: against, neither, for; and how strongly (1 to 3). */
export interface Feeling {
  readonly side: -1 | 0 | 1
  readonly strength: 1 | 2 | 3
}

const MOST_CHARACTERS = 48
/** Any answer that is known has one of these in it, and nearly no other text has. */
const HINT =
  /satisf|agree|likely|easy|difficul|hard|happy|pleased|neutr|neither|undecided|zufrieden|stimme|wahrschein|einfach|leicht|schwer|schwierig|weder|teils|accord|probab|facile|facil|dificil|acuerdo|soddisf|tevreden|eens|waarschijn|makkelijk|moeilijk|concordo|discordo|prova|content/

const NEUTRAL =
  /^(neutral|neutre|neutro|neutrale|neutraal|undecided|neither( .*)?|weder .*|teils.*|unentschieden|ni .+ ni .+|ne .+ ne .+|noch .+ noch .+|nem .+ nem .+)$/
/** Against, and strongly so. */
const NOT_AT_ALL =
  /\b(not at all|uberhaupt nicht|gar nicht|pas du tout|para nada|per niente|per nulla|helemaal niet|de modo algum)\b/
const NOT = /\b(not|nicht|pas|no|non|niet|nao)\b/
const STRONG =
  /\b(very|extremely|strongly|completely|totally|highly|absolutely|fully|sehr|ausserst|extrem|vollig|voll und ganz|vollkommen|voll|tres|tout a fait|totalement|extremement|muy|totalmente|completamente|molto|estremamente|zeer|heel|helemaal|muito)\b/
const WEAK =
  /\b(somewhat|slightly|a little|a bit|rather|fairly|mildly|partly|so|eher|etwas|teilweise|plutot|un peu|algo|un poco|piuttosto|abbastanza|enigszins|een beetje|um pouco)\b/
/** They are what no word at all says. */
const MIDDLE = /\b(moderately|quite|mostly|generally|ziemlich|mee)\b/

const FOR = new Set(
  (
    'satisfied/happy/pleased/agree/likely/easy/zufrieden/stimme zu/zustimmung/wahrscheinlich/einfach/leicht/satisfait/satisfaite/content/d accord/probable/facile/' +
    'satisfecho/satisfecha/de acuerdo/facil/soddisfatto/soddisfatta/d accordo/probabile/tevreden/eens/waarschijnlijk/makkelijk/gemakkelijk/satisfeito/satisfeita/concordo/provavel'
  ).split('/'),
)
const AGAINST = new Set(
  (
    'dissatisfied/unsatisfied/unhappy/disagree/unlikely/difficult/hard/unzufrieden/lehne ab/unwahrscheinlich/schwierig/schwer/insatisfait/insatisfaite/mecontent/en desaccord/' +
    'improbable/difficile/insatisfecho/insatisfecha/en desacuerdo/dificil/insoddisfatto/insoddisfatta/in disaccordo/improbabile/ontevreden/oneens/onwaarschijnlijk/moeilijk/' +
    'insatisfeito/insatisfeita/discordo/improvavel'
  ).split('/'),
)

/**
 * “Very satisfied”, “somewhat disagree”, “eher unzufrieden”, “ni d’accord ni pas d’accord”: satisfaction, agreement, likelihood and ease in a few
 * languages. `null`: anything else; also good and bad, since whether good is the best, the second or the third of five nobody can tell.
 */
export function readFeeling(text: string): Feeling | null {
  if (text.length > MOST_CHARACTERS || text.length < 4) return null
  const plain = text
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\p{L}]+/gu, ' ')
    .trim()
  if (!HINT.test(plain)) return null
  if (NEUTRAL.test(plain)) return { side: 0, strength: 1 }
  let rest = plain
  const takes = (words: RegExp): boolean => {
    const before = rest
    rest = rest.replace(words, ' ').replace(/\s+/g, ' ').trim()
    return rest !== before
  }
  const isNotAtAll = takes(NOT_AT_ALL)
  const isDenied = !isNotAtAll && takes(NOT)
  const isStrong = takes(STRONG)
  const isWeak = takes(WEAK)
  takes(MIDDLE)
  const side = FOR.has(rest) ? 1 : AGAINST.has(rest) ? -1 : null
  if (side === null) return null
  if (isNotAtAll) return { side: -side as -1 | 1, strength: 3 }
  // “Not very satisfied” is less than “very dissatisfied”.
  if (isDenied) return { side: -side as -1 | 1, strength: isStrong || isWeak ? 1 : 2 }
  return { side, strength: isStrong ? 3 : isWeak ? 1 : 2 }
}
