import type { z } from 'zod';

/** One fault of an input, in both languages: where (dotted path) and what it takes. */
export interface InputIssue {
  path: string;
  message: string;
  messageVi: string;
}

type Issue = z.core.$ZodIssue;

/**
 * A schema's issues in plain Vietnamese and English. A message written in the schema itself (`refine`) stays as it is.
 * @param input what was parsed, to tell what is missing from what is wrong
 */
export function inputIssues(error: z.ZodError, input: unknown, prefix = ''): InputIssue[] {
  return error.issues.map((issue) => {
    const path = [prefix, ...issue.path.map(String)].filter(Boolean).join('.');
    const [vi, en] = words(issue, valueAt(input, issue.path)) ?? [issue.message, issue.message];
    return { path, message: en, messageVi: vi };
  });
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((value, key) => (value as Record<PropertyKey, unknown> | undefined)?.[key], input);
}

function words(issue: Issue, value: unknown): [vi: string, en: string] | undefined {
  if (value === undefined && (issue.code === 'invalid_type' || issue.code === 'invalid_value')) {
    return ['chưa có mục này', 'is missing'];
  }
  switch (issue.code) {
    case 'invalid_type':
      return [`cần ${kind(issue.expected)[0]}`, `must be ${kind(issue.expected)[1]}`];
    case 'too_small':
      return sized(issue.origin, Number(issue.minimum), ['ít nhất', 'at least']);
    case 'too_big':
      return sized(issue.origin, Number(issue.maximum), ['nhiều nhất', 'at most']);
    case 'invalid_value':
      return [`hãy chọn một trong: ${issue.values.join(', ')}`, `must be one of: ${issue.values.join(', ')}`];
    case 'unrecognized_keys':
      return [`không có mục ${issue.keys.join(', ')}`, `does not know ${issue.keys.join(', ')}`];
    case 'invalid_format':
      return ['chưa đúng dạng', `is not in the right form (${issue.format})`];
    case 'not_multiple_of':
      return [`cần là bội số của ${issue.divisor}`, `must be a multiple of ${issue.divisor}`];
    case 'invalid_union':
    case 'invalid_key':
    case 'invalid_element':
      return ['chưa hợp lệ', 'is not valid'];
    case 'custom':
      return undefined;
  }
}

const kinds: Record<string, [vi: string, en: string]> = {
  string: ['là chữ', 'text'],
  number: ['là số', 'a number'],
  int: ['là số nguyên', 'a whole number'],
  boolean: ['là có hoặc không', 'true or false'],
  array: ['là danh sách', 'a list'],
  object: ['là một nhóm mục', 'an object'],
};

function kind(expected: string): [vi: string, en: string] {
  return kinds[expected] ?? [`thuộc kiểu ${expected}`, expected];
}

function sized(origin: string, limit: number, [vi, en]: [string, string]): [string, string] {
  if (origin === 'string') return [`cần ${vi} ${limit} ký tự`, `needs ${en} ${limit} characters`];
  if (origin === 'array' || origin === 'set') return [`cần ${vi} ${limit} mục`, `needs ${en} ${limit} entries`];
  return [`cần ${vi} ${limit}`, `must be ${en} ${limit}`];
}
