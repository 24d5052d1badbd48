import { OUTCOMES } from "@talent/core/capture/outcome";
import { describe, expect, inject, it } from "vitest";
import { readExposition } from "./testing/read-exposition.ts";

const site = inject("site");

describe("/metrics", () => {
  const read = async () => readExposition(await (await fetch(`${site}/metrics`)).text());

  it("is what Prometheus reads, in its text format 0.0.4", async () => {
    const response = await fetch(`${site}/metrics`);
    expect([response.status, response.headers.get("content-type")]).toEqual([200, "text/plain; version=0.0.4; charset=utf-8"]);
    const { samples, types } = readExposition(await response.text());
    expect(samples.length).toBeGreaterThan(40);
    expect([...types].filter(([name]) => !name.startsWith("talent_"))).toEqual([]);
    expect([...types].filter(([name, type]) => name.endsWith("_total") !== (type === "counter"))).toEqual([]);
  });

  it("says the same as the API", async () => {
    const { samples } = await read();
    const value = (name: string) => samples.find((one) => one.name === name)?.value;
    const { data: sources } = (await (await fetch(`${site}/api/v1/sources`)).json()) as {
      data: { id: string; ours: { lastLooked: string | null }; theirs: { state: string } }[];
    };
    const states = samples.filter(({ name }) => name === "talent_sources_theirs");
    for (const { labels, value: count } of states)
      expect([labels.state, count]).toEqual([labels.state, sources.filter(({ theirs }) => theirs.state === labels.state).length]);
    expect(states.reduce((sum, one) => sum + one.value, 0)).toBe(sources.length);
    const looked = samples.filter(({ name }) => name === "talent_source_look_age_seconds").map(({ labels }) => labels.source);
    expect(looked.sort()).toEqual(
      sources
        .filter(({ ours }) => ours.lastLooked !== null)
        .map(({ id }) => id)
        .sort(),
    );
    const { data: changes } = (await (await fetch(`${site}/api/v1/changes?limit=1000`)).json()) as {
      data: { detail: { count?: number } }[];
    };
    expect(value("talent_observations")).toBe(changes.reduce((sum, { detail }) => sum + (detail.count ?? 0), 0));
    expect(value("talent_assessment_age_seconds")).toBeGreaterThan(0);
  });

  it("counts every kind there can be, and leaves out a scheduler that never rang", async () => {
    const { samples } = await read();
    const labels = (name: string) => samples.filter((one) => one.name === name).flatMap((one) => Object.values(one.labels));
    expect(labels("talent_runs_last_day")).toEqual(OUTCOMES);
    expect(labels("talent_alert_rules")).toContain("firing");
    expect(labels("talent_notices_total")).toContain("retracted");
    expect(samples.some(({ name }) => name === "talent_scheduler_beat_age_seconds")).toBe(false);
  });
});
