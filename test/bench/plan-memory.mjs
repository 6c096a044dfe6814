// Plans a folder and prints the most memory that it took, in MB.
import { plan } from 'shared-redis-codemod';

const { plan: planned } = plan([process.argv[2]]);
const { maxRSS } = process.resourceUsage();
console.log(JSON.stringify({ sites: planned.sites.length, mb: maxRSS / 1024 }));
