//! The mission as a graph: which sites reach which exits, and by what.

use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::{Dfs, Reversed};

use crate::id::{ExitId, Id, KindId, RouteId, SiteId};
use crate::mission::{Mission, Node};

/// Sites and exits as nodes, routes as edges.
#[derive(Debug, Clone)]
pub struct Network {
    graph: DiGraph<Node, RouteId>,
    sites: Vec<NodeIndex>,
    exits: Vec<NodeIndex>,
}

impl Network {
    /// The graph of all routes that `keep` accepts.
    pub fn filtered(mission: &Mission, keep: impl Fn(RouteId) -> bool) -> Self {
        let mut graph = DiGraph::new();
        let sites: Vec<_> = mission.sites.ids().map(|s| graph.add_node(Node::Site(s))).collect();
        let exits: Vec<_> = mission.exits.ids().map(|x| graph.add_node(Node::Exit(x))).collect();
        for (id, route) in mission.routes.iter().filter(|(id, _)| keep(*id)) {
            let to = match route.to {
                Node::Site(s) => sites[s.index()],
                Node::Exit(x) => exits[x.index()],
            };
            graph.add_edge(sites[route.from.index()], to, id);
        }
        Self { graph, sites, exits }
    }

    /// The graph of the routes that one kind can use: its modes, its exits, room for it on a lift, ever open.
    pub fn for_kind(mission: &Mission, kind: KindId) -> Self {
        Self::filtered(mission, |r| usable(mission, kind, r))
    }

    /// The graph of all routes.
    pub fn new(mission: &Mission) -> Self {
        Self::filtered(mission, |_| true)
    }

    /// Sites from which some exit can be reached, by site index.
    pub fn reaches_exit(&self) -> Vec<bool> {
        let mut seen = vec![false; self.sites.len()];
        for &exit in &self.exits {
            let reversed = Reversed(&self.graph);
            let mut walk = Dfs::new(&reversed, exit);
            while let Some(node) = walk.next(&reversed) {
                if let Node::Site(s) = self.graph[node] {
                    seen[s.index()] = true;
                }
            }
        }
        seen
    }

    /// Sites and exits that can be reached from `site`.
    pub fn reachable_from(&self, site: SiteId) -> Vec<Node> {
        let mut found = Vec::new();
        let mut walk = Dfs::new(&self.graph, self.sites[site.index()]);
        while let Some(node) = walk.next(&self.graph) {
            found.push(self.graph[node]);
        }
        found
    }

    /// Exits that can be reached from `site`.
    pub fn exits_from(&self, site: SiteId) -> Vec<ExitId> {
        let reached = self.reachable_from(site);
        reached.into_iter().filter_map(|n| if let Node::Exit(x) = n { Some(x) } else { None }).collect()
    }

    /// The underlying graph, for export.
    pub const fn graph(&self) -> &DiGraph<Node, RouteId> {
        &self.graph
    }
}

/// Whether a kind can ever travel on a route.
pub fn usable(mission: &Mission, kind: KindId, route: RouteId) -> bool {
    let (k, r) = (&mission.kinds[kind], &mission.routes[route]);
    let exit_ok = match r.to {
        Node::Exit(x) => k.leaves_by(x) && exit_takes(mission, x, k.is_people()),
        Node::Site(s) => !mission.sites[s].closed,
    };
    k.travels_by(r.mode) && r.room(k) > 0.0 && exit_ok && r.max_lifts.iter().skip(1).any(|&m| m > 0.0)
}

fn exit_takes(mission: &Mission, exit: ExitId, people: bool) -> bool {
    let x = &mission.exits[exit];
    if people { x.people.iter().skip(1).any(|p| p.get() > 0.0) } else { x.loads.iter().skip(1).any(|l| l.get() > 0.0) }
}
