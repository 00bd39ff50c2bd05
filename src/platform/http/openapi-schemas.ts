import { z } from 'zod';

export type Json = Record<string, unknown>;

interface Converted {
  schema: Json;
  definitions: Record<string, Json>;
}

/**
 * The JSON schemas of an OpenAPI document. Schemas with an id become components and are referred to; one that takes other things than
 * it gives (defaults, closed objects) stands there twice, as `Name` and `NameInput`.
 */
export class SchemaBook {
  readonly components: Record<string, Json> = {};
  private readonly renamed = new Set<string>();

  /** Every schema that will be asked for, so that names do not depend on order. Throws when two different ones share an id. */
  constructor(inputs: readonly z.ZodType[], outputs: readonly z.ZodType[]) {
    const given = definitionsOf(outputs, 'output');
    const taken = definitionsOf(inputs, 'input');
    for (const [name, definition] of Object.entries(taken)) {
      if (given[name] && JSON.stringify(given[name]) !== JSON.stringify(definition)) this.renamed.add(name);
    }
    for (let before = -1; before !== this.renamed.size;) {
      before = this.renamed.size;
      for (const [name, definition] of Object.entries(taken)) {
        if (given[name] && referredTo(definition).some((one) => this.renamed.has(one))) this.renamed.add(name);
      }
    }
    for (const [name, definition] of Object.entries(given)) this.components[name] = this.linked(definition, 'output');
    for (const [name, definition] of Object.entries(taken)) {
      this.components[this.nameOf(name, 'input')] = this.linked(definition, 'input');
    }
  }

  /** A schema as it stands in the document: a reference when it has an id. */
  of(schema: z.ZodType, io: 'input' | 'output'): Json {
    return this.linked(convert(schema, io).schema, io);
  }

  /** The same, an object spelled out even when it has an id. */
  objectOf(schema: z.ZodType): Json {
    const own = this.of(schema, 'input');
    return typeof own.$ref === 'string' ? (this.components[own.$ref.split('/').pop() ?? ''] ?? own) : own;
  }

  private linked(schema: Json, io: 'input' | 'output'): Json {
    const text = JSON.stringify(schema).replace(
      /"#\/\$defs\/([^"]+)"/g,
      (_, name: string) => `"#/components/schemas/${this.nameOf(name, io)}"`,
    );
    return JSON.parse(text) as Json;
  }

  private nameOf(name: string, io: 'input' | 'output'): string {
    return io === 'input' && this.renamed.has(name) ? `${name}Input` : name;
  }
}

function definitionsOf(schemas: readonly z.ZodType[], io: 'input' | 'output'): Record<string, Json> {
  const all: Record<string, Json> = {};
  for (const schema of schemas) {
    for (const [name, definition] of Object.entries(convert(schema, io).definitions)) {
      if (all[name] && JSON.stringify(all[name]) !== JSON.stringify(definition)) {
        throw new Error(`two different schemas are called ${name}: give one of them another id`);
      }
      all[name] = definition;
    }
  }
  return all;
}

function convert(schema: z.ZodType, io: 'input' | 'output'): Converted {
  const { $schema: _, $defs = {}, ...own } = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Json;
  const definitions = Object.entries($defs as Record<string, Json>).map(([name, { id: _id, ...kept }]) => [
    name,
    io === 'output' ? open(kept) : kept,
  ]);
  return {
    schema: io === 'output' ? open(own) : own,
    definitions: Object.fromEntries(definitions) as Record<string, Json>,
  };
}

/** An answer may gain members later: clients must not take its objects for closed. */
function open(schema: Json): Json {
  return JSON.parse(JSON.stringify(schema), (_, value: unknown) => {
    if (typeof value !== 'object' || value === null || (value as Json).additionalProperties !== false) return value;
    const { additionalProperties: _closed, ...rest } = value as Json;
    return rest;
  }) as Json;
}

function referredTo(schema: Json): string[] {
  return [...JSON.stringify(schema).matchAll(/"#\/\$defs\/([^"]+)"/g)].map((match) => match[1] ?? '');
}
