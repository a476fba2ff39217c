import type { CheckFinding, Dismissal } from '../../api/check';
import { counted, dayInWords } from '../../present';

/** A rule with all that it found in a strategy. */
export interface RuleFindings extends Pick<CheckFinding, 'rule' | 'level' | 'group' | 'fix'> {
  /** What is left to look at first, then what was dismissed. */
  findings: CheckFinding[];
}

/** The findings that nobody has dismissed. */
export const openOf = (findings: CheckFinding[]): CheckFinding[] =>
  findings.filter(({ dismissed }) => dismissed === undefined);

/** Findings by rule: what a board may ask first, then the rules with most left to look at; those that are dismissed whole last. */
export function byRule(findings: CheckFinding[]): RuleFindings[] {
  const rules = new Map<string, CheckFinding[]>();
  for (const finding of [...openOf(findings), ...findings.filter(({ dismissed }) => dismissed !== undefined)])
    rules.set(finding.rule.id, [...(rules.get(finding.rule.id) ?? []), finding]);
  return [...rules.values()]
    .flatMap((found) => {
      const [first] = found;
      return first === undefined
        ? []
        : [{ rule: first.rule, level: first.level, group: first.group, fix: first.fix, findings: found }];
    })
    .sort((a, b) => {
      const [ours, theirs] = [openOf(a.findings).length, openOf(b.findings).length];
      return (
        Number(theirs > 0) - Number(ours > 0) ||
        Number(b.level === 'warning') - Number(a.level === 'warning') ||
        theirs - ours
      );
    });
}

/** 'Dismissed by Ruth Adeyemi on 25 November 2026: “It is measured elsewhere.”' */
export const dismissalInWords = ({ by, at, reason }: Dismissal): string =>
  `Dismissed by ${by} on ${dayInWords(at)}: “${reason}”`;

/** How many a rule found, and how many of them were dismissed. */
export function countOf(findings: CheckFinding[]): string {
  const dismissed = findings.length - openOf(findings).length;
  if (dismissed === 0) return counted(findings.length, 'finding');
  return `${counted(findings.length, 'finding')}, ${dismissed === findings.length ? 'all' : dismissed} dismissed`;
}

/** How much there is to look at in all. */
export function toLookAt(findings: CheckFinding[]): string {
  const open = openOf(findings).length;
  const dismissed = findings.length - open;
  const left =
    open === 0
      ? 'There is nothing to look at. Well done.'
      : `${open === 1 ? 'One thing' : `${open} things`} to look at.`;
  return dismissed === 0 ? left : `${left} ${dismissed} dismissed.`;
}

/** Where a rule comes from, as a sentence: a source that ends with a question has its mark. */
export const sourceInWords = ({ source }: Pick<CheckFinding['rule'], 'source'>): string =>
  `Source: ${source}${source.endsWith('?') ? '' : '.'}`;
