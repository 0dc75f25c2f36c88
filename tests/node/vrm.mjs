// Opens a VRM as avatar viewers do, lifts its left thigh, lets two seconds pass, and tells what came of it as JSON.
import { readFile } from 'node:fs/promises';
import { VRMLoaderPlugin } from '@pixiv/three-vrm';
import { Quaternion, Vector3 } from 'three';
import { GLTFLoader } from 'three/examples/jsm/loaders/GLTFLoader.js';

globalThis.self = globalThis;
globalThis.createImageBitmap = async () => ({ width: 1, height: 1, close() {} }); // nothing is drawn here
const loader = new GLTFLoader();
loader.register((parser) => new VRMLoaderPlugin(parser));
const file = await readFile(process.argv[2]);
const gltf = await loader.parseAsync(file.buffer.slice(file.byteOffset, file.byteOffset + file.byteLength), '');
const { vrm } = gltf.userData;
const bones = Object.keys(vrm.humanoid.humanBones);
const at = (bone) => vrm.humanoid.getRawBoneNode(bone).getWorldPosition(new Vector3()).toArray();
vrm.scene.updateMatrixWorld(true);
const rest = Object.fromEntries(bones.map((bone) => [bone, at(bone)]));

vrm.humanoid.getNormalizedBoneNode('leftUpperLeg').quaternion.setFromAxisAngle(new Vector3(1, 0, 0), -Math.PI / 3);
for (let frame = 0; frame < 120; frame++) vrm.update(1 / 60);
vrm.scene.updateMatrixWorld(true);
const hang = vrm.scene.getObjectByName('hangL') ?? vrm.scene.getObjectByName('hang.L'); // three takes dots out of names
const down = new Vector3(0, -1, 0).applyQuaternion(hang.getWorldQuaternion(new Quaternion()));
console.log(JSON.stringify({ meta: vrm.meta, bones, rest, lifted: at('leftLowerLeg'), down: down.toArray() }));
