fn main() {
    let path = std::env::args().nth(1).unwrap();
    let l = match drawdown::scenario::load(std::path::Path::new(&path), &Default::default()) {
        Ok(l) => l,
        Err(r) => {
            println!("{}", drawdown::diagnostic::render(&r.diagnostics, &r.sources, false));
            return;
        }
    };
    println!("{}", drawdown::diagnostic::render(&l.warnings, &l.sources, false));
    struct O(std::time::Instant);
    impl drawdown::plan::optimise::Observer for O {
        fn event(&self, e: drawdown::plan::optimise::Event) {
            if let drawdown::plan::optimise::Event::Progress { incumbent: None, .. } = e {
                return;
            }
            println!("{:.2} {e:?}", self.0.elapsed().as_secs_f64());
        }
        fn cancelled(&self) -> bool {
            false
        }
    }
    let opt = drawdown::plan::optimise::Options::default();
    let o = drawdown::plan::optimise::optimise(&l.mission, &opt, &O(std::time::Instant::now()));
    match o {
        Ok(o) => {
            println!("{:#?} {:#?} {:?} {:?}", o.stages, o.shortfall, o.gap, o.seconds);
            for (s, c) in o.decisions.closes.iter() {
                println!("{} {:?}", l.mission.sites[s].key, c);
            }
            println!("W {:?} flows {}", o.decisions.horizon, o.decisions.flows.len());
            for m in o.marginals.iter().take(8) {
                println!("{m:?}");
            }
            if o.decisions.flows.len() < 60 {
                for f in &o.decisions.flows {
                    println!(
                        "{} {} {:?} {}",
                        l.mission.kinds[f.kind].key, l.mission.routes[f.route].key, f.period, f.quantity
                    );
                }
                for f in &o.decisions.disposals {
                    println!(
                        "{} {} {:?} {}",
                        l.mission.kinds[f.kind].key, l.mission.sites[f.site].key, f.method, f.quantity
                    );
                }
            }
        }
        Err(e) => println!("{e}"),
    }
}
