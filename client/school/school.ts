import { bench } from './bench';
import { drape } from './drape';
import { pins } from './pins';

for (const place of document.querySelectorAll<HTMLElement>('[data-bench]')) bench(place);
for (const place of document.querySelectorAll<HTMLElement>('[data-drapes]')) drape(place);
pins();
