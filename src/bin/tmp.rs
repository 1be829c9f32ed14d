use ankang::{intake::{read,Source},rank::Standing,report::Report,scheme::Shipped};
fn main(){ let a:Vec<String>=std::env::args().collect();
 let scheme=Shipped::find(&a[1]).unwrap().scheme().unwrap();
 let t=std::time::Instant::now();
 let s=std::fs::read_dir(&a[2]).unwrap().map(|e|{let p=e.unwrap().path();Source{name:p.file_name().unwrap().to_string_lossy().into(),bytes:std::fs::read(&p).unwrap(),roster:false}}).collect();
 let r=read(&scheme,s,&||{}); eprintln!("read {:?} problems {} repairs {}",t.elapsed(),r.problems.len(),r.repairs.len());
 let st=Standing::of(&scheme,&r.round).unwrap(); eprintln!("rank {:?}",t.elapsed());
 let rep=Report{scheme:&scheme,round:&r.round,standing:&st,inputs:&r.inputs,problems:&r.problems,repairs:&r.repairs,round_name:Some("第一轮"),draft:false};
 let b=rep.workbook().unwrap(); eprintln!("write {:?} {}",t.elapsed(),b.len());
 std::fs::write(&a[3],b).unwrap(); }
