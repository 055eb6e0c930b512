/// What a browser is asked about a report: a script put into a copy of the page, which reports to the page
/// around it.
enum ReportProbe {
  /// Before anything else of the page.
  static let head = """
    <script id="probe-head">window.faults=[];
    window.onerror=(message)=>{faults.push('error: '+message)};
    for(const name of ['alert','confirm','prompt','open'])window[name]=()=>{faults.push(name+' was called')};
    </script>
    """

  /// After everything else. `texts` are to be read on the page, word for word, and the elements with the ids
  /// `own` may be scripts and fields to type in. `act` is done before anything is looked at.
  static func foot(frame: String, texts: String, own: [String] = [], act: String = "") -> String {
    """
    <script id="probe-foot">
    \(functions(texts: texts, own: own))
    window.onload=()=>{
      const height=document.documentElement.scrollHeight;
      try{
        \(act)
        for(const list of document.querySelectorAll('details'))list.open=true;
        clickless();structure();places();contrast();
      }catch(error){say('probe: '+error)}
      parent.postMessage({frame:'\(frame)',faults,width:window.innerWidth,height,
        charts:document.querySelectorAll('svg.chart:not(.patterns):not(.spark)').length,
        texts:document.querySelectorAll('svg text').length,least},'*');
    };
    </script>
    """
  }

  /// What is asked: about tags and texts, about headings and tables, about places, and about contrast. Faults
  /// are added to `faults`.
  static func functions(texts: String, own: [String] = []) -> String {
    """
    const ownIDs=\(own);
    const texts=\(texts);
    const say=text=>{if(faults.length<40)faults.push(text)};
    const all=[...document.querySelectorAll('*')];
    function clickless(){
      const own=['probe-head','probe-foot',...ownIDs];
      for(const element of all){
        const name=element.localName;
        if(['script','img','iframe','object','embed','link','form','input','base','video','audio','b','i'].includes(name)
          &&!own.includes(element.id))say('element <'+name+'>');
        for(const attribute of element.attributes){
          if(attribute.name.startsWith('on'))say('attribute '+attribute.name);
          if(['src','href','xlink:href','action','srcset','data','poster','background','ping'].includes(attribute.name)
            &&!attribute.value.startsWith('#'))say('leads outside: '+attribute.name+'='+attribute.value);
        }
      }
      const css=[...document.querySelectorAll('style')].map(style=>style.textContent).join();
      for(const match of css.matchAll(/url\\(([^)]*)\\)|@import/g))
        if(!(match[1]||'').startsWith('#'))say('style loads '+match[0]);
      if(window.pwned)say('a text ran');
      const seen=document.body.textContent;
      for(const text of texts)if(!seen.includes(text))say('not shown as text: '+text);
    }
    function structure(){
      const ids=all.map(element=>element.id).filter(id=>id);
      if(new Set(ids).size!=ids.length)say('an id is there twice');
      if(document.querySelectorAll('h1').length!=1)say('not one h1');
      let level=1;
      for(const heading of document.querySelectorAll('h1,h2,h3,h4,h5')){
        const own=Number(heading.localName[1]);
        if(own>level+1)say('a heading level is left out before '+heading.textContent);
        level=own;
      }
      for(const table of document.querySelectorAll('table')){
        if(!table.caption)say('a table without caption');
        if([...table.querySelectorAll('th')].some(cell=>!cell.scope))say('a heading cell without scope');
      }
      for(const chart of document.querySelectorAll('svg.chart:not(.patterns):not(.spark)')){
        const [title,desc]=['title','desc'].map(name=>chart.querySelector(name));
        if(chart.getAttribute('role')!='img'||!title||!desc||!/[0-9]/.test(desc.textContent))say('a chart without words');
        if(chart.getAttribute('aria-labelledby')!=title.id+' '+desc.id)say('a chart without its label');
      }
    }
    function places(){
      const root=document.documentElement;
      if(root.scrollWidth>window.innerWidth)say('wider than the window: '+root.scrollWidth);
      for(const element of document.body.querySelectorAll('*')){
        if(element.closest('.scroll')||element.closest('svg')||element.localName=='script')continue;
        const box=element.getBoundingClientRect();
        if(box.width&&(box.right>window.innerWidth+1||box.left<-1))
          say('outside the window: '+element.localName+' '+element.textContent.slice(0,40));
      }
      for(const chart of document.querySelectorAll('svg.chart:not(.patterns):not(.spark)')){
        const view=chart.viewBox.baseVal;
        const boxes=[...chart.querySelectorAll('text')].map(text=>[text.textContent,text.getBBox()]);
        if(!boxes.length)say('a chart without text');
        boxes.forEach(([text,box],index)=>{
          if(box.x<-0.5||box.y<-0.5||box.x+box.width>view.width+0.5||box.y+box.height>view.height+0.5)say('cut: '+text);
          for(const [other,its] of boxes.slice(0,index))
            if(box.x+0.5<its.x+its.width&&its.x+0.5<box.x+box.width&&box.y+1<its.y+its.height&&its.y+1<box.y+box.height)
              say('touch: '+text+' | '+other+' in '+chart.querySelector('title').textContent);
        });
      }
    }
    const parse=text=>(text.match(/[0-9.]+/g)||[]).map(Number);
    function luminance(colour){
      const [r,g,b]=colour.slice(0,3).map(v=>{v/=255;return v<=0.04045?v/12.92:((v+0.055)/1.055)**2.4});
      return 0.2126*r+0.7152*g+0.0722*b;
    }
    function ground(element){
      for(let at=element;at;at=at.parentElement){
        const colour=parse(getComputedStyle(at).backgroundColor);
        if(colour.length==3||colour[3]>0.99)return colour;
      }
      return [255,255,255];
    }
    let least=99;
    function contrast(){
      for(const element of document.body.querySelectorAll('*')){
        if(['script','title','desc'].includes(element.localName))continue;
        if(![...element.childNodes].some(node=>node.nodeType==3&&node.textContent.trim()))continue;
        const style=getComputedStyle(element);
        const colour=parse(element.closest('svg')?style.fill:style.color);
        const [light,dark]=[luminance(colour),luminance(ground(element))].sort((a,b)=>b-a);
        const ratio=(light+0.05)/(dark+0.05);
        least=Math.min(least,ratio);
        if(ratio<4.5)say('contrast '+ratio.toFixed(2)+' of '+element.textContent.slice(0,40));
      }
    }
    """
  }

  /// Shows the copies side by side, each as wide as its window, and collects what they report.
  static func around(_ frames: [(name: String, file: String, width: Int)]) -> String {
    let tags = frames.map {
      "<iframe src=\"\($0.file)\" style=\"width:\($0.width)px;height:900px;border:0\"></iframe>"
    }
    return """
      <!doctype html><meta charset="utf-8"><pre id="answers"></pre>
      <script>const answers=[];addEventListener('message',event=>{answers.push(event.data);
      if(answers.length==\(frames.count))document.getElementById('answers').textContent=
      'BEGIN'+btoa(unescape(encodeURIComponent(JSON.stringify(answers))))+'END'});</script>
      \(tags.joined(separator: "\n"))
      """
  }
}
