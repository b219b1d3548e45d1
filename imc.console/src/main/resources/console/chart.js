// A chart of what changes, drawn by uPlot. Beside it stand the newest values as text, for whoever does not see it.

import {h, number} from './dom.js';

const SECONDS = 300;
const HEIGHT = 180;
const DASHES = [[], [8, 4], [2, 3], [12, 3, 2, 3]];
const dark = matchMedia('(prefers-color-scheme: dark)');

/**
 * A figure.
 *
 * @param unit   of the values; may be empty
 * @param series {label, of(sample, the one before)}
 * @param signal ends it
 */
export function chart(title, unit, series, signal) {
    const values = series.map(() => h('span', {class: 'value'}, '–'));
    const area = h('div', {class: 'area', 'aria-hidden': 'true'});
    const element = h('figure', {class: 'card'},
        h('figcaption', {}, title, unit ? h('span', {}, ', ' + unit) : null), area,
        h('ul', {class: 'legend'}, series.map((each, i) =>
            h('li', {class: 'series-' + (i + 1)}, each.label + ': ', values[i]))));
    let plot = null;
    let data = [[], ...series.map(() => [])];

    function show(samples) {
        data = [samples.map(sample => sample.at), ...series.map(each => samples.map((sample, i) =>
            finite(each.of(sample, samples[Math.max(0, i - 1)]))))];
        values.forEach((value, i) => {
            const last = data[i + 1].at(-1) ?? null;
            value.textContent = last === null ? '–' : number(Math.round(last * 100) / 100);
        });
        plot ? plot.setData(data) : draw();
    }

    function draw() {
        plot?.destroy();
        plot = null;
        if (area.clientWidth > 0 && data[0].length > 0) {
            plot = new window.uPlot(options(), data, area);
        }
    }

    function options() {
        const style = getComputedStyle(element);
        const axis = {
            font: '12px system-ui, sans-serif', stroke: style.getPropertyValue('--muted'), ticks: {show: false},
            grid: {stroke: style.getPropertyValue('--line'), width: 1}
        };
        return {
            width: area.clientWidth, height: HEIGHT, legend: {show: false}, cursor: {drag: {x: false, y: false}},
            scales: {
                x: {range: (u, min, max) => [max - SECONDS, max]},
                y: {range: (u, min, max) => [0, Math.max(1, max * 1.1)]}
            },
            axes: [{...axis, values: (u, ticks) => ticks.map(clock)},
                {...axis, size: 60, values: (u, ticks) => ticks.map(number)}],
            series: [{}, ...series.map((each, i) => ({label: each.label, width: 2, dash: DASHES[i], spanGaps: true,
                stroke: style.getPropertyValue('--series-' + (i + 1))}))]
        };
    }

    const resized = new ResizeObserver(() => {
        plot ? plot.setSize({width: area.clientWidth, height: HEIGHT}) : draw();
    });
    resized.observe(area);
    dark.addEventListener('change', draw, {signal});
    signal.addEventListener('abort', () => {
        resized.disconnect();
        plot?.destroy();
        plot = null;
    });
    return {element, show};
}

function clock(seconds) {
    return new Date(seconds * 1000).toLocaleTimeString([], {hour: '2-digit', minute: '2-digit', hour12: false});
}

function finite(value) {
    return Number.isFinite(value) ? value : null;
}
