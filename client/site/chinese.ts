// Loaded on Chinese pages alone: the list of what each file covers is long. Systems that have a Chinese face use theirs.
import '@fontsource-variable/noto-sans-sc';
import '@fontsource-variable/noto-serif-sc';
