import { bench } from './bench';
import { pins } from './pins';

for (const place of document.querySelectorAll<HTMLElement>('[data-bench]')) bench(place);
pins();
