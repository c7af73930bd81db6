/*
 * Exports of the platforms: headers, order, quoting and dates as the platforms write them (compared
 * with files that people have published), contents invented.
 */

/** YouTube Studio, advanced mode, 2024: every field bare unless it must be quoted. */
export const youtubeTable = `\ufeffContent,Video title,Video publish time,Duration,Average view duration,Average percentage viewed (%),Likes,Comments added,Shares,Views,Watch time (hours),Subscribers,Impressions,Impressions click-through rate (%)
Total,,,,0:00:27,83.65,1240,96,31,34838,155.0243,102,625716,6.19
BV4cpH3lDt1,"How we cut onions, ""fast""","Nov 3, 2025",754,0:02:03,27.2,118,12,4,"5,123",174.51,31,80112,5.02
 -HGh-TTqYM,Knife skills #shorts,"Dec 11, 2024",41,0:00:23,52.9,0,0,0,2304,1.3321,0,38,26.32
LlMkuB8N_Ad,Unlisted rehearsal,,98,0:00:11,11.7,,,,3,0.0096,0,0,
`;

/** YouTube Studio before 2021: the id column is called Video, no duration. */
export const youtubeTableOfOld = `Video,Video title,Video publish time,Comments added,Shares,Dislikes,Likes,Subscribers,Views,Watch time (hours),Your estimated revenue (USD),Impressions,Impressions click-through rate (%)
Total,,,907,9583,942,46903,24341,5568487,65850.7042,7959.533,26498799,3.14
4OZip0cgOhp,Kitchen tour,"May 8, 2020",44,152,25,904,451,12081,"1,011.2",0,188318,2.95
`;

/** TikTok Studio, English account: every field quoted, days without years. */
export const tiktokContent = `\ufeff"Time","Video title","Video link","Post time","Total likes","Total comments","Total shares","Total views"
"February 28","Peeling garlic ""the fast way"" #kitchen #garlic ","https://www.tiktok.com/@anns.kitchen2.0/video/7527622998827356630","July 16","1,533","32","16","191265"
"February 28","","https://www.tiktok.com/@anns.kitchen2.0/photo/7590146560036123616","December 31","3","0","--","17266"
`;

/** TikTok Studio with times of day and saves. */
export const tiktokContentWithTimes = `Video title,Video link,Post time,Total likes,Total comments,Total shares,Total views,Add to favorites,Total play time,Average watch time,Watched full video,Reached audience
Onions,https://www.tiktok.com/@anns.kitchen2.0/video/7527622998827356630?lang=en,2025-07-16 12:30:05,300,22,15,5000,40,51200,12.5,0.31,4100
`;

const metaHeader =
  '"Post ID","Account ID","Account username","Account name",Description,"Duration (sec)","Publish time",Permalink,"Post type","Data comment",Date';

/** Meta Business Suite, 2025: views; captions over several lines. */
export const instagramContent = `\ufeff${metaHeader},Views,Reach,Likes,Shares,Follows,Comments,Saves
17900000000000139,17841400000000919,anns_kitchen,"Ann's Kitchen | Cooking","Autumn soup 🍁
""slow"" and, well, good.

#soup",0,"03/25/2025 22:00",https://www.instagram.com/p/DAutumnSoup/,"IG carousel",,Lifetime,"1,145",75,10,1,0,0,0
17900000000000255,17841400000000919,anns_kitchen,"Ann's Kitchen | Cooking",Knife skills,44,"06/30/2025 11:05",https://www.instagram.com/reel/DKnives12Ab/,"IG reel",,Lifetime,87275,47106,3478,504,2,59,
`;

/** Meta Business Suite, 2023: impressions and plays instead of views. */
export const instagramContentOfOld = `${metaHeader},Impressions,Reach,Likes,Comments,Saves,Shares,Follows,Plays
17900000000000140,17841400000000919,anns_kitchen,"Ann's Kitchen",Bread,31,"10/01/2023 08:31",https://www.instagram.com/reel/CxAbc123/,"IG reel",,Lifetime,900,610,88,5,7,3,1,740
`;
