//! The network and what moves on it, for maps of other tools (RFC 7946: longitude first).

use serde_json::{Value, json};

use crate::mission::{Mission, Node};
use crate::plan::result::Plan;

/// Sites, exits and routes as features; with a plan also closings and what each route carries. Places without a position
/// are left out.
pub fn features(m: &Mission, plan: Option<&Plan>) -> Value {
    let mut list = Vec::new();
    for s in m.sites.values() {
        let Some((lat, lon)) = s.position else { continue };
        let closing = plan.and_then(|p| p.sites.iter().find(|x| x.id == s.key));
        list.push(point(
            lon,
            lat,
            &json!({"id": s.key, "name": s.name, "kind": "site", "hub": s.hub,
            "closes_on": closing.and_then(|c| c.closes_on).map(|d| d.to_string()),
            "people_start": closing.map(|c| c.people_start), "loads_start": closing.map(|c| c.cargo_start)}),
        ));
    }
    for x in m.exits.values() {
        let Some((lat, lon)) = x.position else { continue };
        list.push(point(lon, lat, &json!({"id": x.key, "name": x.name, "kind": "exit"})));
    }
    for r in m.routes.values() {
        let to = match r.to {
            Node::Site(s) => m.sites[s].position,
            Node::Exit(x) => m.exits[x].position,
        };
        let (Some(from), Some(to)) = (m.sites[r.from].position, to) else { continue };
        let carried = |people: bool| -> Option<f64> {
            let p = plan?;
            let here = p.movements.iter().filter(|x| x.route == r.key);
            Some(here.filter(|x| p.people_classes.contains(&x.class) == people).map(|x| x.quantity).sum())
        };
        list.push(json!({"type": "Feature",
            "geometry": {"type": "LineString", "coordinates": [[from.1, from.0], [to.1, to.0]]},
            "properties": {"id": r.key, "kind": "route", "mode": r.mode.key(), "km": r.distance.get(),
                "fleet": m.fleets[r.fleet].key, "people": carried(true), "loads": carried(false)}}));
    }
    json!({"type": "FeatureCollection", "features": list})
}

fn point(lon: f64, lat: f64, properties: &Value) -> Value {
    json!({"type": "Feature", "geometry": {"type": "Point", "coordinates": [lon, lat]}, "properties": properties})
}
