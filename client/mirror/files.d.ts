declare module 'virtual:pose.task' {
  const url: string;
  export default url;
}
